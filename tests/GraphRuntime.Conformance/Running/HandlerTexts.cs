using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Texts of the recorded engine that an error handler has put into the state or a stream.</summary>
internal static class HandlerTexts
{
    private static readonly string[] s_recordedTexts = ["Troubleshooting URL", "in Send packet"];

    /// <summary>Each text of the recorded engine becomes the one that this library gave the same handler: the one that begins with the same words of the handler.</summary>
    public static JsonElement Adapt(DeviationContext context)
    {
        var beginnings = context.Test.Graphs.Values.SelectMany(static g => g.Nodes).Select(static n => n.ErrorHandler).OfType<JsonElement>()
            .SelectMany(Texts).Append("").Distinct(StringComparer.Ordinal).OrderByDescending(static t => t.Length).ToList();
        var expected = Texts(context.Expected).Distinct(StringComparer.Ordinal).ToList();
        var own = Texts(context.Actual).Distinct(StringComparer.Ordinal).Except(expected, StringComparer.Ordinal).ToList();
        var replaced = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in beginnings.Count == 1 ? [] : expected.Where(IsRecorded))
        {
            var beginning = beginnings.First(b => text.StartsWith(b, StringComparison.Ordinal));
            if (own.Find(t => t.StartsWith(beginning, StringComparison.Ordinal) && t.Contains("Graph '", StringComparison.Ordinal)) is { } other)
            {
                replaced[text] = other;
                own.Remove(other);
            }
        }

        return replaced.Count > 0 ? Replace(context.Expected, replaced) : context.Expected;
    }

    private static bool IsRecorded(string text) => s_recordedTexts.Any(t => text.Contains(t, StringComparison.Ordinal));

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().Where(static m => m.Name is not ("native" or "error")).SelectMany(static m => Texts(m.Value)),
        _ => [],
    };

    private static JsonElement Replace(JsonElement value, Dictionary<string, string> texts) => value.ValueKind switch
    {
        JsonValueKind.String => texts.TryGetValue(value.GetString()!, out var text) ? Json.Text(text) : value,
        JsonValueKind.Array => Json.List(value.EnumerateArray().Select(item => Replace(item, texts))),
        JsonValueKind.Object => Json.Object(value.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, m.Name is "native" or "error" ? m.Value : Replace(m.Value, texts)))),
        _ => value,
    };
}
