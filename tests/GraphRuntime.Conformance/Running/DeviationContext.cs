using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>An answer that differs from the recorded one.</summary>
/// <param name="Test">The case.</param>
/// <param name="Step">The place of the action in the script, or -1 for the building of the graph.</param>
/// <param name="Expected">The recorded answer.</param>
/// <param name="Actual">The answer of this library.</param>
/// <param name="Error">The exception behind that answer, or <see langword="null"/>.</param>
internal sealed record DeviationContext(ConformanceCase Test, int Step, JsonElement Expected, JsonElement Actual, Exception? Error)
{
    /// <summary>The state of the thread before the action, with subgraphs; null where there is none.</summary>
    public JsonElement Before { get; init; } = Json.Null;

    /// <summary>The state of the thread after the action.</summary>
    public JsonElement After { get; init; } = Json.Null;

    /// <summary>The names of the nodes that the action ran here, in the subgraphs too. A node that is a graph runs as the nodes of that graph.</summary>
    public IReadOnlySet<string> Ran { get; init; } = new HashSet<string>();

    public JsonElement Action => Test.Script[Step];

    /// <summary>Whether the recorded answer to the last action that changed the thread shows the values of the state, so that they have been compared.</summary>
    public bool ValuesWereShown => Test.Script.Take(Step).Where(Changes).LastOrDefault() is not { ValueKind: JsonValueKind.Object } last || Shows(last);

    private bool Changes(JsonElement action) =>
        action.Member("do").GetString() is "invoke" or "stream" or "update_state" or "bulk_update_state" && JsonElement.DeepEquals(action.Member("thread"), Action.Member("thread"));

    private static bool Shows(JsonElement action) =>
        action.GetProperty("expect").TryMember("error") is null
        && (action.Member("do").GetString() != "stream" || action.Member("modes").Items().Any(static mode => mode.GetString() is not "custom"));
}
