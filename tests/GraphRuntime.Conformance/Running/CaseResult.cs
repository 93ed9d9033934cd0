using GraphRuntime.Conformance.Cases;

namespace GraphRuntime.Conformance.Running;

/// <summary>How a case went.</summary>
/// <param name="Test">The case.</param>
/// <param name="Differences">What differs from the recorded answers; empty where the case passed.</param>
/// <param name="Deviation">Why another answer than the recorded one was accepted, or <see langword="null"/>.</param>
internal sealed record CaseResult(ConformanceCase Test, IReadOnlyList<string> Differences, string? Deviation = null)
{
    public bool Passed => Differences.Count == 0;
}
