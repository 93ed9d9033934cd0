namespace GraphRuntime.Threads;

/// <content>Events of runs and threads.</content>
public partial interface IRunStore
{
    /// <summary>Appends events to the stream of a run. An event whose sequence is already stored is skipped.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="events">The events, by sequence; the first follows the last stored one, or repeats.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False if the lease does not hold.</returns>
    /// <exception cref="ArgumentException">There is a gap; nothing was stored.</exception>
    ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken);

    /// <summary>Reads events of a run together with its status, as one consistent snapshot.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    /// <param name="after">Only events with a larger sequence.</param>
    /// <param name="limit">At most this many, and at most <see cref="RunEventPage.MaxBytes"/>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One page, or <see langword="null"/> if the thread has no such run.</returns>
    ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads events of a thread, of all its runs, and what was told about these, as one consistent snapshot.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="after">Only events with a larger number.</param>
    /// <param name="limit">At most this many, and at most <see cref="RunEventPage.MaxBytes"/> of events.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One page, or <see langword="null"/> if there is no such thread.</returns>
    ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads facts about the runs of a thread, without the events of these, as one consistent snapshot. The cost does not depend on the number of events.</summary>
    /// <param name="query">Which facts.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One page by number, or <see langword="null"/> if there is no such thread.</returns>
    ValueTask<StoredThreadEventPage?> ReadFactsAsync(RunFactQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Asks for hints about changes made through this object and, where the store can, through other processes. For a change made through this object the listener
    /// is called after the commit and before the call returns. It is called on any thread and without locks, and has to be quick. What it throws is dropped, as the change is stored.
    /// </summary>
    /// <param name="listener">The listener.</param>
    /// <returns>Ends the subscription when disposed.</returns>
    IDisposable Subscribe(Action<RunStoreHint> listener);
}
