namespace GraphRuntime.Threads;

/// <summary>How an attempt at a run came to its end without an error.</summary>
/// <param name="End">How.</param>
/// <param name="Output">The output state as UTF-8 JSON.</param>
/// <param name="InterruptIds">The ids of the questions it stopped at.</param>
internal sealed record ThreadGraphResult(ThreadGraphEnd End, ReadOnlyMemory<byte> Output, IReadOnlyList<string> InterruptIds);
