using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Cases;

/// <summary>A node as the case describes it.</summary>
internal sealed class NodeSpec(JsonElement json)
{
    public string Name { get; } = json.GetProperty("name").GetString()!;

    public JsonElement Program { get; } = json.Member("do");

    /// <summary>The graph that is the node, or <see langword="null"/>.</summary>
    public string? Graph { get; } = json.Member("graph").GetString();

    public JsonElement? ErrorHandler { get; } = json.TryMember("on_error");

    public string[]? Input { get; } = json.TryMember("input") is { } list ? [.. list.Items().Select(static n => n.GetString()!)] : null;

    public bool Defer { get; } = json.Member("defer").IsTrue();

    public JsonElement? Retry { get; } = json.TryMember("retry");

    /// <summary>The graphs that the program calls.</summary>
    public IReadOnlyList<string> Calls { get; } = [.. FindCalls(json.Member("do")).Concat(FindCalls(json.Member("on_error"))).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> FindCalls(JsonElement program)
    {
        foreach (var operation in program.Items())
        {
            if (operation.TryMember("call") is { } graph)
            {
                yield return graph.GetString()!;
            }

            foreach (var inner in FindCalls(operation.Member("then")).Concat(FindCalls(operation.Member("else"))))
            {
                yield return inner;
            }
        }
    }
}
