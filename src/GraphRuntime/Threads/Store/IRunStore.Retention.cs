namespace GraphRuntime.Threads;

/// <content>What retention looks for and removes.</content>
public partial interface IRunStore
{
    /// <summary>Lists threads at rest by id. Retention goes through them page by page.</summary>
    /// <param name="query">Which threads.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One page.</returns>
    ValueTask<IReadOnlyList<StoredThread>> ListRestingThreadsAsync(RestingThreadQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a thread as <see cref="DeleteThreadAsync"/> does, if it is at rest as <see cref="RestingThreadQuery"/> says and has not changed for some time. The look and the removal are one
    /// atomic step, so that a run which is admitted meanwhile is not lost.
    /// </summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="unchangedFor">How long it must not have changed.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False if there is no such thread, or it is not at rest, or it has changed.</returns>
    ValueTask<bool> DeleteRestingThreadAsync(string threadId, TimeSpan unchangedFor, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the events that runs emitted, of runs that ended long ago, owe no input, and have no end that is still to be reported. The records of the runs stay, and so does what is stored about them (<see cref="RunFact"/>); their streams are empty
    /// from then on (<see cref="StoredRun.LastEvent"/> is 0).
    /// </summary>
    /// <param name="pruning">Which runs, and how many.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The number of runs that had events.</returns>
    ValueTask<int> PruneEventsAsync(EventPruning pruning, CancellationToken cancellationToken);
}
