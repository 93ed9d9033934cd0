using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using GraphRuntime.Threads;

namespace GraphRuntime.TestSupport;

/// <summary>Tells a test about admissions, and fails on request.</summary>
internal sealed class CountingStore(IRunStore inner, TimeProvider? time = null) : IRunStore
{
    private volatile bool _down;
    private int _calls;
    private int _claims;

    /// <summary>Whether a call is under way.</summary>
    public bool IsBusy => Volatile.Read(ref _calls) > 0;

    public Action? Admitting { get; set; }

    /// <summary>What happens between an admission and its answer.</summary>
    public Func<Task>? Admitted { get; set; }

    public Action? Marking { get; set; }

    /// <summary>What happens between the taking of steered inputs and its answer.</summary>
    public Func<Task>? Steered { get; set; }

    public Action? Confirming { get; set; }

    public Action? Taking { get; set; }

    /// <summary>What happens before each call but a renewal on a thread of its own; gets the name of the method. It may throw, or never end.</summary>
    public Func<string, Task>? Calling { get; set; }

    /// <summary>How often runs were claimed, or asked for in vain.</summary>
    public int Claims => Volatile.Read(ref _claims);

    /// <summary>One for each renewal.</summary>
    public SemaphoreSlim Renewed { get; } = new(0);

    /// <summary>When each renewal on a thread of its own reached the store.</summary>
    public ConcurrentQueue<DateTimeOffset> RenewalTimes { get; } = new();

    /// <summary>Whether the store cannot be reached.</summary>
    public bool Down
    {
        get => _down;
        set => _down = value;
    }

    public ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken) => CallAsync(store => store.CreateThreadAsync(thread, cancellationToken));

    public ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken) => CallAsync(store => store.ReadThreadAsync(threadId, cancellationToken));

    public ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken) => CallAsync(store => store.SearchThreadsAsync(query, cancellationToken));

    public ValueTask<StoredThread?> UpdateThreadAsync(string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken) =>
        CallAsync(store => store.UpdateThreadAsync(threadId, change, cancellationToken));

    public ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        CallAsync(store => store.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken));

    public ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => CallAsync(store => store.DeleteThreadAsync(threadId, cancellationToken));

    public ValueTask<IReadOnlyList<StoredThread>> ListRestingThreadsAsync(RestingThreadQuery query, CancellationToken cancellationToken) =>
        CallAsync(store => store.ListRestingThreadsAsync(query, cancellationToken));

    public ValueTask<bool> DeleteRestingThreadAsync(string threadId, TimeSpan unchangedFor, CancellationToken cancellationToken) =>
        CallAsync(store => store.DeleteRestingThreadAsync(threadId, unchangedFor, cancellationToken));

    public async ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        Admitting?.Invoke();
        var result = await CallAsync(store => store.AdmitAsync(request, cancellationToken)).ConfigureAwait(false);
        if (Admitted is { } admitted)
        {
            await admitted().ConfigureAwait(false);
        }

        return result;
    }

    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken) =>
        CallAsync(store => store.DisplaceAsync(threadId, choose, cancellationToken));

    public ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _claims);
        return CallAsync(store => store.ClaimAsync(claim, cancellationToken));
    }

    public async ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken)
    {
        var held = await CallAsync(store => store.RenewAsync(leases, duration, cancellationToken));
        Renewed.Release();
        return held;
    }

    public ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken) => CallAsync(store => store.SettleAsync(lease, settlement, cancellationToken));

    public ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) => CallAsync(store => store.ReleaseAsync(lease, release, cancellationToken));

    public IReadOnlyList<LeaseState> Renew(IReadOnlyList<RunLease> leases, TimeSpan duration, TimeSpan patience)
    {
        var reached = time?.GetUtcNow() ?? default;
        var held = inner.Renew(leases, duration, patience);
        RenewalTimes.Enqueue(reached);
        Renewed.Release();
        return held;
    }

    public ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken) => CallAsync(store => store.AcknowledgeStopAsync(lease, cancellationToken));

    public ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken)
    {
        Taking?.Invoke();
        return CallAsync(store => store.TakeEndedAsync(patience, limit, cancellationToken));
    }

    public ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken)
    {
        Confirming?.Invoke();
        return CallAsync(store => store.ConfirmEndAsync(threadId, runId, cancellationToken));
    }

    public ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        Marking?.Invoke();
        return CallAsync(store => store.MarkInputsAppliedAsync(lease, runIds, cancellationToken));
    }

    public async ValueTask<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken)
    {
        var taken = await CallAsync(store => store.TakeSteeredAsync(take, cancellationToken));
        await (Steered?.Invoke() ?? Task.CompletedTask);
        return taken;
    }

    public ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) => CallAsync(store => store.SetGuardsAsync(lease, guards, cancellationToken));

    public ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken) => CallAsync(store => store.ReapAsync(request, cancellationToken));

    public ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken) => CallAsync(store => store.GetRunAsync(threadId, runId, cancellationToken));

    public ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken) => CallAsync(store => store.ListRunsAsync(query, cancellationToken));

    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, RemovalRecording? recording, CancellationToken cancellationToken) =>
        CallAsync(store => store.DeleteRunAsync(threadId, runId, recording, cancellationToken));

    public ValueTask<IReadOnlyList<RemovedRun>> ListRemovedRunsAsync(RemovedRunQuery query, CancellationToken cancellationToken) =>
        CallAsync(store => store.ListRemovedRunsAsync(query, cancellationToken));

    public ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) => CallAsync(store => store.PruneRunsAsync(olderThan, limit, cancellationToken));

    public ValueTask<int> PruneEventsAsync(EventPruning pruning, CancellationToken cancellationToken) => CallAsync(store => store.PruneEventsAsync(pruning, cancellationToken));

    public ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) =>
        CallAsync(store => store.AppendEventsAsync(lease, events, cancellationToken));

    public ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(store => store.ReadEventsAsync(threadId, runId, after, limit, cancellationToken));

    public ValueTask<StoredThreadEventPage?> ReadFactsAsync(RunFactQuery query, CancellationToken cancellationToken) => CallAsync(store => store.ReadFactsAsync(query, cancellationToken));

    public ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(store => store.ReadThreadEventsAsync(threadId, after, limit, cancellationToken));

    public IDisposable Subscribe(Action<RunStoreHint> listener) => inner.Subscribe(listener);

    private async ValueTask<T> CallAsync<T>(Func<IRunStore, ValueTask<T>> call, [CallerMemberName] string name = "")
    {
        if (Calling is { } calling)
        {
            await calling(name).ConfigureAwait(false);
        }

        if (_down)
        {
            throw new StorageException(StorageProblem.Unavailable, "The store is away. Try again later.");
        }

        Interlocked.Increment(ref _calls);
        try
        {
            return await call(inner).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }
}
