namespace GraphRuntime.Threads;

/// <summary>An entry in the sequence of events of a thread: an event of one of its runs, or a fact about one. Exactly one of both is set.</summary>
/// <param name="Number">Its number: larger than that of every event of the thread that was stored before, also before the thread was deleted and made anew.</param>
/// <param name="RunId">The run.</param>
/// <param name="At">When it was stored.</param>
public sealed record StoredThreadEvent(long Number, string RunId, DateTimeOffset At)
{
    /// <summary>The event of the run.</summary>
    public RunEvent? Event { get; init; }

    /// <summary>The fact about the run.</summary>
    public RunFact? Fact { get; init; }
}
