using System.Text.Json.Serialization;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>A run that was in flight when another one was admitted.</summary>
public sealed record DecidedRun
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary><see cref="RunStatus.Pending"/> or <see cref="RunStatus.Running"/>.</summary>
    public RunStatus Status { get; init; }

    /// <summary>How long ago it had started; <see langword="null"/> where it had not.</summary>
    public TimeSpan? RunningFor { get; init; }

    /// <summary>What it did not allow at that moment.</summary>
    public RunGuards Guards { get; init; }

    /// <summary>What became of it.</summary>
    public DecidedOutcome Outcome { get; init; }

    /// <summary>Whether it was displaced.</summary>
    [JsonIgnore]
    public bool WasDisplaced => Outcome is DecidedOutcome.Interrupted or DecidedOutcome.RolledBack or DecidedOutcome.Merged;
}
