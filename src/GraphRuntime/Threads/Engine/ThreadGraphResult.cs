namespace GraphRuntime.Threads;

/// <summary>How an attempt at a run came to its end without an error.</summary>
/// <param name="End">How.</param>
/// <param name="Output">The output state as UTF-8 JSON.</param>
/// <param name="Pause">What it waits for; <see langword="null"/> unless it paused.</param>
internal sealed record ThreadGraphResult(ThreadGraphEnd End, ReadOnlyMemory<byte> Output, ThreadPause? Pause = null)
{
    /// <summary>What it stopped at, as <see cref="InterruptJson"/> writes it.</summary>
    public ReadOnlyMemory<byte> Interrupts { get; init; }
}
