namespace GraphRuntime.Threads;

/// <summary>How a run ends.</summary>
public sealed record RunSettlement
{
    /// <summary>The final status: neither <see cref="RunStatus.Pending"/> nor <see cref="RunStatus.Running"/>.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why.</summary>
    public RunStatusReason Reason { get; init; }

    /// <summary>The output as UTF-8 JSON, or empty.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>What went wrong, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>The ids of the questions it stopped at.</summary>
    public IReadOnlyList<string> InterruptIds { get; init; } = [];

    /// <summary>What it stopped at as UTF-8 JSON, or empty; opaque to the store.</summary>
    public ReadOnlyMemory<byte> Interrupts { get; init; }

    /// <summary>Where the thread rests from now on; <see langword="null"/> to leave that as it was.</summary>
    public ThreadRest? Rest { get; init; }
}
