namespace GraphRuntime.Conformance.Running;

/// <summary>What came of comparing one answer.</summary>
/// <param name="Differences">What differs; empty where the answer is accepted.</param>
/// <param name="Deviations">The deliberate differences in it.</param>
/// <param name="Ends">Whether the rest of the script is not run.</param>
internal sealed record Judgement(IReadOnlyList<string> Differences, IReadOnlyList<Deviation> Deviations, bool Ends);
