using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads;

/// <summary>
/// Keeps threads, their runs and the events of these. It sees bytes, names and numbers only. Each method is one transition, and each transition is one
/// transaction: a failed or refused call leaves nothing behind.
/// </summary>
/// <remarks>
/// <para><b>One database with the checkpointer.</b> A run store belongs to the checkpointer of the same provider. The epoch of a thread is the one that
/// <see cref="ICheckpointer.AcquireAsync"/> raises and every checkpoint write is checked against; erasing a run removes, in the same transaction, what
/// <see cref="ICheckpointer.DeleteRunsAsync"/> removes.</para>
/// <para><b>In flight</b> means <see cref="RunStatus.Pending"/> or <see cref="RunStatus.Running"/>. A thread has at most one running run. The <b>queue</b> of a
/// thread is its pending runs that are not delayed, by sequence; sequences are given inside the transaction, from a counter of the thread that never goes back.</para>
/// <para><b>Fencing.</b> Whatever begins or ends a lease raises the epoch of the thread: claim, settle, release, reap, and the erasure of a running run. A lease
/// holds while its run is <see cref="RunStatus.Running"/> with the epoch of the lease; methods that take a lease return <see langword="false"/>, and change
/// nothing, when it does not hold. The check and the write are one atomic step.</para>
/// <para><b>Displaced input.</b> Whatever settles a run with the reason <see cref="RunStatusReason.Displaced"/> (displacement of a pending run, settle,
/// release, reap) also sets <see cref="StoredRun.InputOwed"/>, as <see cref="TakeSteeredAsync"/> does; the engine does not apply the same input twice, so nothing more has to be known here.</para>
/// <para><b>Winding down.</b> When a running run is erased (rolled back or deleted), its owner hears of it a little later, and user code may still be at work.
/// No run of the thread is claimed until <see cref="AcknowledgeStopAsync"/> is called for the erased lease, at the latest until that lease would have ended or,
/// for a displacement, its grace is over.</para>
/// <para><b>Thread status</b> is stored with the thread in the same transaction: Busy while a run is in flight, otherwise <see cref="StoredThread.Rest"/>.</para>
/// <para><b>Waiting for a clock.</b> Only a delay or a back-off waits for a moment. A run without one is ready whatever the clock says, also after the clock was set
/// back; a run that is ready stays ready. The order of a queue never depends on a clock.</para>
/// <para><b>Held runs</b> are delayed runs that wait until their thread waits for no answer any more. They enter the queue with the sequence of their admission, in the
/// transition that ends a running run and leaves the thread without <see cref="ThreadRest.Pause"/>; at the end of their delay they enter likewise.</para>
/// <para><b>Time</b> is read from one clock that all users of the store share: that of the database where several processes use it, else a
/// <see cref="TimeProvider"/>. Callers pass durations, never moments.</para>
/// <para><b>Retries.</b> Every method may be repeated after an unknown outcome with the same arguments. Cancelling a call cancels the wait; the outcome is then
/// unknown. A store that cannot be reached throws <see cref="StorageException"/>.</para>
/// <para><b>Events of a thread.</b> Every event that is stored gets the next number of its thread, in the transaction that stores it, so that a reader who has
/// read up to a number never finds a smaller one later. What happens to runs is told in the same sequence (<see cref="RunFact"/>): an admission, a claim, a
/// release, a first signal, an end, an erasure, each in its own transaction. Erasing a run removes its events and keeps what was told about it. The numbers
/// survive the deletion of the thread.</para>
/// <para><b>One state machine.</b> What becomes of a thread and its runs in each transition is the same for every store; RunStoreModelRunner of GraphRuntime.Testing
/// compares a store with it, call by call.</para>
/// <para>Implementations are safe for concurrent use, and do not call user code (hints, decisions) while holding a lock that such code could need.</para>
/// </remarks>
public partial interface IRunStore
{
    /// <summary>Creates a thread that rests <see cref="ThreadStatus.Idle"/>.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The thread as it is stored.</returns>
    /// <exception cref="ThreadExistsException">It is already there and <see cref="NewThread.ExistingIsFine"/> is not set.</exception>
    ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken);

    /// <summary>Reads a thread with its runs in flight (without inputs), as one consistent snapshot.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The snapshot, or <see langword="null"/> if there is no such thread.</returns>
    ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken);

    /// <summary>Lists threads.</summary>
    /// <param name="query">What to list.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One page.</returns>
    ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken);

    /// <summary>Changes the metadata of a thread.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="change">Gets the stored bytes and returns the new ones; pure, quick and synchronous, and possibly called again on a retry.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The thread as it is now, or <see langword="null"/> if there is no such thread.</returns>
    ValueTask<StoredThread?> UpdateThreadAsync(string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken);

    /// <summary>
    /// Copies the metadata, graph name, context and rest of a thread, and all its checkpoints as <see cref="ICheckpointer.CopyThreadAsync"/> does, to a new thread.
    /// Runs and events are not copied.
    /// </summary>
    /// <param name="sourceThreadId">The thread to copy.</param>
    /// <param name="targetThreadId">The new thread.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The new thread.</returns>
    /// <exception cref="ThreadNotFoundException">There is no source.</exception>
    /// <exception cref="ThreadExistsException">The target exists, or has checkpoints.</exception>
    ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a thread with its runs (also those in flight), their events, and all its checkpoints as <see cref="ICheckpointer.DeleteThreadAsync"/> does. The
    /// epoch is raised and survives.
    /// </summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False if there was no such thread.</returns>
    ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken);

    /// <summary>
    /// Admits a run: the thread is locked (or created, or reported missing), a run with the same id, or of the thread with the same idempotency key, is looked
    /// for, <see cref="AdmissionRequest.Decide"/> is called with the snapshot, and its decision is carried out.
    /// </summary>
    /// <remarks>
    /// An admitted run is stored as <see cref="RunStatus.Pending"/> with the next sequence of the thread, <see cref="StoredRun.Delayed"/> if its delay is
    /// positive, <see cref="StoredRun.NotBefore"/> = now + delay; the graph name, and <see cref="AdmissionDecision.ThreadContext"/> if there is one, are kept with the
    /// thread. A refused run leaves no thread behind either.
    /// <para>With <see cref="AdmissionRequest.Claim"/>, an admitted run that is the first of its queue and ready is claimed in the same transaction, as
    /// <see cref="ClaimAsync"/> would claim it: that saves a commit. A store may leave that out; the run then waits for the next claim.</para>
    /// </remarks>
    /// <param name="request">The run and the decision.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>What came of it.</returns>
    ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken);

    /// <summary>Ends runs in flight from outside: the thread is locked, the choice is made on the snapshot (without inputs), and carried out.</summary>
    /// <remarks>
    /// <para><see cref="DisplacementKind.Interrupt"/> and <see cref="DisplacementKind.Cancel"/> of a running run set <see cref="StoredRun.Signal"/> and, unless an
    /// earlier one stands, <see cref="StoredRun.SignalDeadline"/> = now + grace. A first signal is not replaced by a later one.</para>
    /// <para>The same of a pending run settles it at once. <see cref="StoredThread.Rest"/> stays as it was.</para>
    /// <para><see cref="DisplacementKind.Rollback"/> erases the run; for a running one the epoch is raised. <see cref="StoredThread.Rest"/> stays as it was.</para>
    /// </remarks>
    /// <param name="threadId">The thread.</param>
    /// <param name="choose">Chooses from the thread as it is at that moment; pure, quick and synchronous, and possibly called again on a retry.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>What was done, or <see langword="null"/> if there is no such thread.</returns>
    ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken);

    /// <summary>
    /// Claims runs. First, delayed runs whose moment has come enter the queues of their threads, by that moment: each stops being delayed and gets the next
    /// sequence of its thread. Then the first run of a queue is ready if the thread has no running run, does not wind down, and <see cref="StoredRun.NotBefore"/> has come. Of the ready
    /// runs those come first that have been first in their queue for longest, so that no thread waits for ever behind a busy one.
    /// </summary>
    /// <remarks>
    /// A claimed run becomes <see cref="RunStatus.Running"/>: owner, lease end, the raised epoch, one more attempt, <see cref="StoredRun.StartedAt"/> if it was null,
    /// no signal, no reason; of the guards <see cref="RunGuards.NoRollback"/> stays. Callers that ask at the same time get different runs. A caller gets
    /// as many as there are, up to its limit; one that gets fewer does not ask again until it hears of more, or <see cref="RunClaimResult.NextIn"/> is over.
    /// </remarks>
    /// <param name="claim">Who asks, and for how much.</param>
    /// <param name="cancellationToken">Cancels the wait; the runs of an unknown outcome come back when their lease ends.</param>
    /// <returns>The runs with their leases.</returns>
    ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken);

    /// <summary>Renews leases: each that still holds ends at now + <paramref name="duration"/>.</summary>
    /// <param name="leases">The leases.</param>
    /// <param name="duration">How long they last from now.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The leases that hold, with their signals. One that is missing is lost.</returns>
    ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>
    /// Renews leases as <see cref="RenewAsync"/> does, but on the calling thread, which blocks. A store that can needs no thread of the pool for it, so that leases are
    /// kept while user code holds all of them.
    /// </summary>
    /// <param name="leases">The leases.</param>
    /// <param name="duration">How long they last from now.</param>
    /// <param name="patience">After which time it is of no use any more; a store that can gives up then.</param>
    /// <returns>The leases that hold, with their signals. One that is missing is lost.</returns>
    IReadOnlyList<LeaseState> Renew(IReadOnlyList<RunLease> leases, TimeSpan duration, TimeSpan patience)
    {
        // No token with a timer goes into a store: what callbacks on it throw would leave the timer and end the process.
        var renewal = RenewAsync(leases, duration, CancellationToken.None).AsTask();
        if (!((IAsyncResult)renewal).AsyncWaitHandle.WaitOne(patience > TimeSpan.Zero ? patience : TimeSpan.Zero))
        {
            throw new StorageException(StorageProblem.Unavailable, $"The run store did not renew leases within {patience}. It is asked again.");
        }

        return renewal.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Ends a run: final status, reason, output, error, interrupt ids, the moment; signal, guards, owner and lease end are cleared;
    /// <see cref="RunSettlement.Rest"/>, if given, becomes the rest of the thread.
    /// </summary>
    /// <param name="lease">The lease.</param>
    /// <param name="settlement">How the run ends.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False if the lease does not hold. True also if the same lease already settled the run.</returns>
    ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a run back: <see cref="RunStatus.Pending"/> with the same sequence, not delayed, <see cref="StoredRun.NotBefore"/> = now + delay, epoch 0, of the guards only
    /// <see cref="RunGuards.NoRollback"/>; with <see cref="RunRelease.Delayed"/> it is delayed as if it had been admitted so. A run with a signal is instead settled as the signal says, as <see cref="ReapAsync"/> does.
    /// </summary>
    /// <param name="lease">The lease.</param>
    /// <param name="release">Why, and for how long nobody may claim it.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False if the lease does not hold.</returns>
    ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken);

    /// <summary>Says that nothing executes any more under a lease that was taken away by the erasure of its run: the next run of the thread may be claimed.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False if the thread does not wait for that.</returns>
    ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Takes runs that have ended, in whatever way but by erasure, and whose end somebody has to be told of (<see cref="NewRun.TellEnd"/>): those first that have
    /// waited longest. Each is given to nobody else until <paramref name="patience"/>, doubled with every earlier taking up to an hour, has passed; then it is
    /// given again, unless <see cref="ConfirmEndAsync"/> was called.
    /// </summary>
    /// <param name="patience">How long whoever takes a run for the first time has for telling.</param>
    /// <param name="limit">At most this many; at least 1.</param>
    /// <param name="cancellationToken">Cancels the wait; what an unknown outcome took is given again later.</param>
    /// <returns>The runs.</returns>
    ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken);

    /// <summary>Notes that the end of a run was told, or is not going to be.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False if nobody had to be told.</returns>
    ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken);

    /// <summary>The run of a lease takes the inputs that were steered into it, as <see cref="SteeredTake"/> says.</summary>
    /// <param name="take">The lease, and which inputs.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The runs whose inputs the run of the lease has taken and that are owed, with contents, by sequence; <see langword="null"/> if the lease does not hold.</returns>
    ValueTask<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken);

    /// <summary>Notes that owed inputs have been applied to the state of the thread: <see cref="StoredRun.InputOwed"/> becomes false.</summary>
    /// <param name="lease">The lease of the run that applied them.</param>
    /// <param name="runIds">The displaced runs of the same thread.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False if the lease does not hold.</returns>
    ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken);

    /// <summary>Says what the running run does not allow from now on.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="guards">The guards, replacing the earlier ones.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False if the lease does not hold, or if the guards are not <see cref="RunGuards.None"/> and the run has been signalled.</returns>
    ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken);

    /// <summary>
    /// Takes runs from owners: a signalled run whose deadline or lease has passed is settled as <see cref="RunStatus.Interrupted"/> with the reason of the signal;
    /// any other whose lease has passed goes back to the queue in its old place (<see cref="RunStatusReason.LeaseLost"/>, <see cref="StoredRun.NotBefore"/> = now + back-off),
    /// or, if its attempts are used up, is settled as <see cref="RunStatus.Error"/>, <see cref="RunStatusReason.Poisoned"/>, and the thread rests in
    /// <see cref="ThreadStatus.Error"/>. Epoch of the run 0, owner, lease and signal cleared, guards as with <see cref="ReleaseAsync"/>. Otherwise <see cref="StoredThread.Rest"/> stays as it was.
    /// </summary>
    /// <param name="request">How many, and the back-off.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The runs that were taken.</returns>
    ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken);

    /// <summary>Reads a run.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The run, or <see langword="null"/> if the thread has no such run.</returns>
    ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken);

    /// <summary>Lists runs, without their inputs, configurations and outputs unless <see cref="RunQuery.WithContents"/> asks for them.</summary>
    /// <param name="query">What to list.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One page.</returns>
    ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken);
}
