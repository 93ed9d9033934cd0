using GraphRuntime.Conformance.Cases;

namespace GraphRuntime.Conformance.Running;

/// <summary>An answer that differs from the recorded one.</summary>
/// <param name="Test">The case.</param>
/// <param name="Step">The place of the action in the script, or -1 for the building of the graph.</param>
/// <param name="Expected">The recorded answer.</param>
/// <param name="Actual">The answer of this library.</param>
/// <param name="Error">The exception behind that answer, or <see langword="null"/>.</param>
internal sealed record DeviationContext(ConformanceCase Test, int Step, JsonElement Expected, JsonElement Actual, Exception? Error)
{
    public JsonElement Action => Test.Script[Step];
}
