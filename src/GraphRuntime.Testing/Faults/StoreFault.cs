namespace GraphRuntime.Testing;

/// <summary>
/// One thing that goes wrong in a store: which calls it befalls, when, and what happens to them. Begin with <see cref="BeforeWrite"/>, <see cref="AfterWrite"/>,
/// <see cref="Slow"/> or <see cref="Hold"/>, and change the rest by <c>with</c>.
/// </summary>
public sealed record StoreFault
{
    /// <summary>The calls it is about.</summary>
    /// <value>By default every write.</value>
    public Func<StoreCall, bool> Where { get; init; } = static call => call.IsWrite;

    /// <summary>The first of these calls that it befalls, counted from 1 and from when the fault was added.</summary>
    /// <value>By default 1.</value>
    public int First { get; init; } = 1;

    /// <summary>How many of these calls it befalls, one after the other.</summary>
    /// <value>By default 1. <see cref="int.MaxValue"/> means all.</value>
    public int Times { get; init; } = 1;

    /// <summary>Whether the call has taken effect when the fault befalls it: the caller then does not know the outcome.</summary>
    /// <value>By default false: nothing of the call is done.</value>
    public bool TookEffect { get; init; }

    /// <summary>How long the call is held up, by the clock of <see cref="StoreFaults"/>.</summary>
    /// <value>By default not at all.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>Where the call waits until the test lets it go on.</summary>
    /// <value>By default nowhere.</value>
    public Gate? Gate { get; init; }

    /// <summary>Makes the exception that the caller gets, or is <see langword="null"/> where the call is only held up.</summary>
    /// <value>By default a <see cref="StorageException"/> with <see cref="StorageProblem.Unavailable"/>.</value>
    public Func<StoreCall, Exception>? Error { get; init; } =
        static call => new StorageException(StorageProblem.Unavailable, $"A planned fault befell {call.Method}.");

    /// <summary>A write fails, and nothing of it is done.</summary>
    /// <param name="number">Which write, from 1.</param>
    /// <returns>The fault.</returns>
    public static StoreFault BeforeWrite(int number = 1) => new() { First = number };

    /// <summary>A write is done, and its caller is told that it failed.</summary>
    /// <param name="number">Which write, from 1.</param>
    /// <returns>The fault.</returns>
    public static StoreFault AfterWrite(int number = 1) => new() { First = number, TookEffect = true };

    /// <summary>Every call takes its time.</summary>
    /// <param name="delay">How long.</param>
    /// <returns>The fault.</returns>
    public static StoreFault Slow(TimeSpan delay) => new() { Where = static _ => true, Times = int.MaxValue, Delay = delay, Error = null };

    /// <summary>The next write waits at a gate before it is done.</summary>
    /// <param name="gate">The gate.</param>
    /// <returns>The fault.</returns>
    public static StoreFault Hold(Gate gate) => new() { Gate = gate, Error = null };
}
