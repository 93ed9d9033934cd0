namespace GraphRuntime.Threads;

/// <summary>A run that asks to be admitted.</summary>
public sealed record NewRun
{
    /// <summary>The id, unique in the thread. Admitting the same id to the same thread again returns the run that is there.</summary>
    public required string RunId { get; init; }

    /// <summary>The thread.</summary>
    public required string ThreadId { get; init; }

    /// <summary>The registered name of the graph.</summary>
    public required string GraphName { get; init; }

    /// <summary>The encoded input; opaque to the store.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The encoded configuration of the run; opaque to the store.</summary>
    public ReadOnlyMemory<byte> Config { get; init; }

    /// <summary>Caller's metadata as one UTF-8 JSON object of scalars, or empty. It can be filtered on.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>A second admission of the thread with the same key returns the first run; <see langword="null"/> for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>How long the run waits before it enters the queue of its thread; zero for not at all. Never negative.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How often the run may be claimed before it counts as poisoned; at least 1.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>Whether somebody has to be told when the run has ended: see <see cref="IRunStore.TakeEndedAsync"/>.</summary>
    public bool TellEnd { get; init; }

    /// <summary>Whether a missing thread is created (with empty metadata) in the same transaction; otherwise its absence is the outcome.</summary>
    public bool CreateThread { get; init; }
}
