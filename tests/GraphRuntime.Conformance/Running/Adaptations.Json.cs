using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

internal static partial class Adaptations
{
    private static JsonElement OutputOnly(JsonElement data, HashSet<string> hidden, bool isState) => data.ValueKind != JsonValueKind.Object ? data : Json.Object(data.EnumerateObject()
        .Where(m => !(isState && hidden.Contains(m.Name)))
        .Select(m => KeyValuePair.Create(m.Name, isState ? m.Value : OutputOnly(m.Value, hidden, m.Value.ValueKind == JsonValueKind.Object && m.Name is not ("payload" or "input" or "values")))));

    /// <summary>All states in an answer.</summary>
    private static IEnumerable<JsonElement> Values(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Object => answer.EnumerateObject().SelectMany(static m => m.Name == "values" ? [m.Value] : Values(m.Value)),
        JsonValueKind.Array => answer.EnumerateArray().SelectMany(Values),
        _ => [],
    };

    private static JsonElement OwnTexts(JsonElement expected, JsonElement actual, List<string> texts) => Replace(
        expected, actual, (name, wanted, owner) => name == "error" && wanted.ValueKind == JsonValueKind.String && IsOwn(wanted.GetString()!, texts) ? owner.TryMember("error") : null);

    /// <summary>Replaces members of what is expected, at every depth where both values have the same form.</summary>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">The answer.</param>
    /// <param name="replace">Gives what takes the place of a member, from its name, its value and the object in the answer that belongs to its owner; <see langword="null"/> to look inside the member.</param>
    internal static JsonElement Replace(JsonElement expected, JsonElement actual, Func<string, JsonElement, JsonElement, JsonElement?> replace) => (expected.ValueKind, actual.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => Json.Object(expected.EnumerateObject().Select(m => KeyValuePair.Create(
            m.Name, replace(m.Name, m.Value, actual) ?? Replace(m.Value, actual.Member(m.Name), replace)))),
        (JsonValueKind.Array, JsonValueKind.Array) when expected.GetArrayLength() == actual.GetArrayLength() =>
            Json.List(expected.EnumerateArray().Zip(actual.EnumerateArray(), (e, a) => Replace(e, a, replace))),
        _ => expected,
    };

    internal static JsonElement With(JsonElement value, string name, JsonElement member) => Json.Object(
        value.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, m.Name == name ? member : m.Value)));
}
