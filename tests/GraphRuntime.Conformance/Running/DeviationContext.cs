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

    public JsonElement Action => Test.Script[Step];
}
