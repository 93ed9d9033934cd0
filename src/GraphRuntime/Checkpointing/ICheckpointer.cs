namespace GraphRuntime.Checkpointing;

/// <summary>
/// Keeps the checkpoints of threads. A checkpointer sees bytes, names and numbers only; it never learns the types of a state.
/// </summary>
/// <remarks>
/// <para>Every write is conditional: it names the epoch (fencing token) under which the writer owns the thread and, for checkpoints, the head
/// it expects to replace. A write that no longer fits is refused with <see cref="StaleEpochException"/> or <see cref="StaleHeadException"/>
/// and nothing of it is stored.</para>
/// <para>Repeating a write that was already stored (same ids, made by the same run at the same time, same epoch) succeeds without effect, so that
/// a caller may retry after an unknown outcome. Implementations are safe for concurrent use by any number of threads.</para>
/// </remarks>
public interface ICheckpointer
{
    /// <summary>Reads one checkpoint with all channel values and pending writes, as one consistent snapshot.</summary>
    /// <param name="address">The thread and namespace.</param>
    /// <param name="checkpointId">The checkpoint, or <see langword="null"/> for the head.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The position of the namespace; <see cref="CheckpointRead.Checkpoint"/> is <see langword="null"/> where there is none.</returns>
    ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken);

    /// <summary>Reads one checkpoint like <see cref="ReadAsync(CheckpointAddress, long?, CancellationToken)"/>, sparing the logs that the caller still has.</summary>
    /// <param name="address">The thread and namespace.</param>
    /// <param name="checkpointId">The checkpoint, or <see langword="null"/> for the head.</param>
    /// <param name="knownId">
    /// The checkpoint whose logs the caller has. Where it is the one that is found, its logs may come without chunks; whole values and pending
    /// writes are read always.
    /// </param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>As <see cref="ReadAsync(CheckpointAddress, long?, CancellationToken)"/>.</returns>
    /// <remarks>The default reads everything, which is correct and slower.</remarks>
    ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken) =>
        ReadAsync(address, checkpointId, cancellationToken);

    /// <summary>Lists checkpoints, newest first. Each page is a consistent snapshot; no lock is held between two pages.</summary>
    /// <param name="query">What to list.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The stored checkpoints that fit, newest first.</returns>
    IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken);

    /// <summary>Lists the namespaces of a thread in ordinal order; the root namespace is the empty string.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The namespaces that have at least one checkpoint.</returns>
    ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken);

    /// <summary>
    /// Stores checkpoints of one namespace and moves its head to the last of them, in one transaction. The completed task when the call
    /// returns means the promise of the store's durability level holds.
    /// </summary>
    /// <param name="commit">The checkpoints, in order, with the epoch and the expected head. Their buffers are reused after the call, so a store must copy the bytes that it keeps.</param>
    /// <param name="cancellationToken">Cancels the wait; the outcome is then unknown and the same call may be repeated.</param>
    /// <returns>A task that completes when the commit is durable.</returns>
    /// <exception cref="StaleEpochException">The thread has another epoch.</exception>
    /// <exception cref="StaleHeadException">The head is not the expected one.</exception>
    /// <exception cref="ArgumentException">The head is the expected one, but an id was used before in this namespace.</exception>
    /// <exception cref="CheckpointCorruptedException">An append does not begin where its log ends, or a reference has no target. Nothing was stored.</exception>
    ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken);

    /// <summary>Stores writes of tasks with a checkpoint, in one transaction. A write with the same task and kind replaces the earlier one.</summary>
    /// <param name="batch">The writes, with the epoch.</param>
    /// <param name="cancellationToken">Cancels the wait; the outcome is then unknown and the same call may be repeated.</param>
    /// <returns>A task that completes when the writes are durable.</returns>
    /// <exception cref="StaleEpochException">The thread has another epoch.</exception>
    /// <exception cref="CheckpointNotFoundException">The checkpoint does not exist.</exception>
    ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Removes every checkpoint, value and pending write of a thread and raises its epoch, so that no late writer can bring it back. What remains
    /// is the epoch and, for each namespace, the last id: a thread that is created again continues with larger ids.
    /// </summary>
    /// <param name="threadId">The thread; an unknown one is no error.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the thread is deleted.</returns>
    ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the checkpoints and pending writes that the named runs made, also those they put on checkpoints of other runs, in one transaction.
    /// Heads move back to where they stood before; values that remaining checkpoints still need stay.
    /// </summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runIds">The runs.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the checkpoints of the runs are deleted.</returns>
    ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken);

    /// <summary>Copies every namespace of a thread to a new thread.</summary>
    /// <param name="sourceThreadId">The thread to copy.</param>
    /// <param name="targetThreadId">The new thread; it must have no checkpoints.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the copy is durable.</returns>
    /// <exception cref="ThreadExistsException">The target already has checkpoints.</exception>
    ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken);

    /// <summary>
    /// Removes old checkpoints by rule. What remains can always be read: values that a remaining checkpoint needs stay, heads stay, and
    /// checkpoints that wait, at a breakpoint or for an answer, stay while <see cref="PruneOptions.KeepPaused"/> is set.
    /// </summary>
    /// <param name="options">The rule.</param>
    /// <param name="cancellationToken">Cancels the wait; threads already pruned stay pruned.</param>
    /// <returns>The number of checkpoints removed.</returns>
    ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the ownership of a thread: raises its epoch, so that writers under any earlier epoch are refused from now on.
    /// </summary>
    /// <param name="threadId">The thread; it need not exist yet.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The new epoch.</returns>
    ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken);
}
