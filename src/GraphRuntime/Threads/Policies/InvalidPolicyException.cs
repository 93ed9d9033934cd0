namespace GraphRuntime;

/// <summary>A policy contradicts itself: a rule can never match, or does what it cannot do. Every problem is listed.</summary>
public sealed class InvalidPolicyException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problems">The problems.</param>
    public InvalidPolicyException(IReadOnlyList<string> problems)
        : base($"The policy has {problems.Count} problem(s): {string.Join(" ", problems)}")
    {
        Problems = problems;
    }

    /// <summary>The problems.</summary>
    public IReadOnlyList<string> Problems { get; }
}
