using GraphRuntime.Conformance.Cases;

namespace GraphRuntime.Conformance.Running;

/// <summary>An answer that differs from the recorded one.</summary>
/// <param name="Test">The case.</param>
/// <param name="Action">The action, or <see langword="null"/> for the building of the graph.</param>
/// <param name="OpenQuestions">How many questions waited for an answer before the action.</param>
/// <param name="Expected">The recorded answer.</param>
/// <param name="Actual">The answer of this library.</param>
internal sealed record DeviationContext(ConformanceCase Test, JsonElement? Action, int OpenQuestions, JsonElement Expected, JsonElement Actual);
