namespace GraphRuntime;

/// <summary>The record of an admission: what was asked for and what was decided.</summary>
public sealed record RunAdmission
{
    /// <summary>The strategy that was asked for.</summary>
    public required MultitaskStrategy Requested { get; init; }

    /// <summary>The strategy that was carried out; another one than requested where a guard of a running run did not allow that.</summary>
    public required MultitaskStrategy Applied { get; init; }

    /// <summary>True if nothing was created, because a run with the same id or idempotency key was there.</summary>
    public bool Duplicate { get; init; }

    /// <summary>The runs that were displaced: interrupted, or rolled back.</summary>
    public IReadOnlyList<string> DisplacedRunIds { get; init; } = [];

    /// <summary>How many runs of the thread were before this one when it was created.</summary>
    public int Ahead { get; init; }
}
