namespace GraphRuntime.Threads;

/// <content>Records of runs are removed.</content>
public partial interface IRunStore
{
    /// <summary>
    /// Removes the record and the events of a run; its checkpoints stay. A running run loses its lease (the epoch is raised), a pending one its place,
    /// a displaced one an owed input.
    /// </summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    /// <param name="recording">What is recorded about it; <see langword="null"/> to keep nothing.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False if the thread has no such run.</returns>
    ValueTask<bool> DeleteRunAsync(string threadId, string runId, RemovalRecording? recording, CancellationToken cancellationToken);

    /// <summary>Lists the records of removed runs that have not expired, by <see cref="RemovedRun.RemovedAt"/>, then by <see cref="RemovedRun.Sequence"/>, the newest first.</summary>
    /// <remarks>
    /// A displacement or deletion with a <see cref="RemovalRecording"/> writes the record in its own transaction, with the counts of what goes: in a
    /// rollback the checkpoints, pending writes and events of the run, in a deletion its events. Runs whose inputs a rolled back run has taken are recorded without their callers.
    /// A record goes at the end of its retention, after <see cref="RemovalRecording.MostOfThread"/> newer ones of the thread, and with the thread. A copy of a thread has none.
    /// </remarks>
    /// <param name="query">What to list.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One page; empty where there is no such thread.</returns>
    ValueTask<IReadOnlyList<RemovedRun>> ListRemovedRunsAsync(RemovedRunQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the records and events of runs that ended long ago, owe no input, and have no end that is still to be reported, with the facts about them (<see cref="RunFact"/>).
    /// Facts from the same time about runs of these threads that were rolled back go too. Checkpoints stay.
    /// </summary>
    /// <param name="olderThan">How long ago they ended at least.</param>
    /// <param name="limit">At most this many runs in one call.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>How many were removed.</returns>
    ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken);
}
