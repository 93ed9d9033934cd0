namespace GraphRuntime.Conformance.Running;

/// <summary>A kind of answer in which this library deliberately differs from the recorded one.</summary>
/// <param name="Requirement">The requirement that asks for it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Accepts">Recognises it by the content of the case.</param>
internal sealed record Deviation(string Requirement, string Reason, Func<DeviationContext, bool> Accepts);
