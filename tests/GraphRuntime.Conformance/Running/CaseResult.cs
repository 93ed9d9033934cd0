using GraphRuntime.Conformance.Cases;

namespace GraphRuntime.Conformance.Running;

/// <summary>How a case went.</summary>
/// <param name="Test">The case.</param>
/// <param name="Differences">What differs from the recorded answers; empty where the case passed.</param>
/// <param name="Deviations">The deliberate differences from the recorded answers that were accepted.</param>
internal sealed record CaseResult(ConformanceCase Test, IReadOnlyList<string> Differences, IReadOnlyList<Deviation> Deviations)
{
    /// <summary>How many answers of the script were compared and had to agree; the one at which a deliberate difference ended the script is none of them.</summary>
    public int StepsCompared { get; init; }

    public bool Passed => Differences.Count == 0;
}
