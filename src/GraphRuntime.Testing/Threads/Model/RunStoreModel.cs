using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Testing.Threads.Model;

/// <summary>
/// A run store that is meant to be obviously right: it executes <see cref="ThreadLedger"/> on plain lists, one call at a time, and answers every question by looking
/// at all of them. Run stores are compared with it.
/// </summary>
internal sealed class RunStoreModel(CheckpointerModel checkpoints, TimeProvider time)
{
    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(1);

    private readonly Dictionary<string, ModelRunThread> _threads = new(StringComparer.Ordinal);
    private readonly List<string> _ready = [];

    /// <summary>Hints that a store has to publish; it may publish more.</summary>
    public List<RunStoreHint> Hints { get; } = [];

    public IReadOnlyDictionary<string, ModelRunThread> Threads => _threads;

    private DateTimeOffset Now => RunTransitions.After(time.GetUtcNow(), TimeSpan.Zero);

    public StoredThread Create(NewThread request)
    {
        if (_threads.TryGetValue(request.ThreadId, out var known))
        {
            return request.ExistingIsFine ? known.Header.ToStored() : throw new ThreadExistsException(request.ThreadId);
        }

        return (_threads[request.ThreadId] = New(request.ThreadId, request.Metadata)).Header.ToStored();
    }

    public ThreadSnapshot? Read(string threadId) => Find(threadId)?.Snapshot(Now, includeInputs: false);

    public StoredThread? Update(string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change)
    {
        if (Find(threadId) is not { } thread)
        {
            return null;
        }

        thread.Header = thread.Header with { Metadata = change(thread.Header.Metadata), UpdatedAt = Now };
        return thread.Header.ToStored();
    }

    public async Task<StoredThread> CopyAsync(string sourceId, string targetId, CancellationToken cancellationToken)
    {
        var source = Find(sourceId)?.Header ?? throw new ThreadNotFoundException(sourceId);
        if (Find(targetId) is not null)
        {
            throw new ThreadExistsException(targetId);
        }

        await checkpoints.CopyThreadAsync(sourceId, targetId, cancellationToken).ConfigureAwait(false);
        var target = New(targetId, source.Metadata);
        target.Header = target.Header with { Rest = source.Rest, Status = source.Rest.Status, GraphName = source.GraphName, Context = source.Context };
        _threads.Add(targetId, target);
        return target.Header.ToStored();
    }

    public async Task<bool> DeleteAsync(string threadId, CancellationToken cancellationToken)
    {
        if (!_threads.Remove(threadId))
        {
            return false;
        }

        _ready.Remove(threadId);
        await checkpoints.DeleteThreadAsync(threadId, cancellationToken).ConfigureAwait(false);
        Hints.Add(new RunStoreHint(RunStoreHintKind.Changed, threadId));
        return true;
    }

    public async Task<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        var run = request.Run;
        if (Find(run.ThreadId) is null && !run.CreateThread)
        {
            return new AdmissionResult(AdmissionOutcome.ThreadMissing, null, null, null);
        }

        var thread = Find(run.ThreadId) ?? New(run.ThreadId, default);
        if (thread.Repeated(run) is { } known)
        {
            return new AdmissionResult(AdmissionOutcome.Duplicate, known, null, null);
        }

        var snapshot = thread.Snapshot(Now, request.IncludeInputs);
        var decision = request.Decide(snapshot);
        if (!decision.Admitted)
        {
            return new AdmissionResult(AdmissionOutcome.Refused, null, decision, snapshot);
        }

        _threads[run.ThreadId] = thread;
        var ledger = new ThreadLedger(thread.Header, thread, Now);
        var added = ledger.Admit(run, decision);
        var claimed = request.Claim is { } claim ? ledger.ClaimAdded(claim) : null;
        await ApplyAsync(thread, ledger, decision.Displaced.Count > 0, cancellationToken).ConfigureAwait(false);
        thread.Runs[run.RunId].TellAt = run.TellEnd ? Now : null;
        return new AdmissionResult(AdmissionOutcome.Admitted, claimed ?? added, decision, snapshot)
        {
            Claimed = claimed is null ? null : Claimed(thread, claimed),
            EventNumber = ledger.AdmittedEvent,
        };
    }

    public async Task<IReadOnlyList<RunChange>?> DisplaceAsync(
        string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken)
    {
        if (Find(threadId) is not { } thread)
        {
            return null;
        }

        var ledger = new ThreadLedger(thread.Header, thread, Now);
        var changes = ledger.Displace(choose(thread.Snapshot(Now, includeInputs: false)));
        await ApplyAsync(thread, ledger, changes.Count > 0, cancellationToken).ConfigureAwait(false);
        return changes;
    }

    public async Task<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        foreach (var due in Waking.Where(thread => thread.Header.WakesAt <= Now).ToList())
        {
            var ledger = new ThreadLedger(due.Header, due, Now);
            ledger.EnterDue();
            await ApplyAsync(due, ledger, changed: false, cancellationToken).ConfigureAwait(false);
        }

        var claimed = new List<ClaimedRun>();
        foreach (var thread in _ready.Select(id => _threads[id]).Where(thread => claim.Takes(thread.Queued.First().GraphName)).Take(claim.Limit).ToList())
        {
            var ledger = new ThreadLedger(thread.Header, thread, Now);
            var run = ledger.Claim(claim)!;
            await ApplyAsync(thread, ledger, changed: false, cancellationToken).ConfigureAwait(false);
            claimed.Add(Claimed(thread, run));
        }

        // A claim takes what it lets become ready: nobody has to be told of that.
        Hints.Clear();
        var left = _ready.Select(id => _threads[id].Header.NextGraph!).Distinct(StringComparer.Ordinal);
        return new RunClaimResult(claimed, Until(Waking.FirstOrDefault()?.Header.WakesAt)) { WaitingGraphs = claimed.Count < claim.Limit ? [.. left] : [] };
    }

    public List<LeaseState> Renew(IReadOnlyList<RunLease> leases, TimeSpan duration)
    {
        var held = new List<LeaseState>();
        foreach (var lease in leases)
        {
            if (Find(lease.ThreadId)?.Find(lease) is { } run)
            {
                _threads[lease.ThreadId].Runs[lease.RunId].Stored = run with { LeaseUntil = RunTransitions.After(Now, duration) };
                held.Add(new LeaseState(lease, run.Signal));
            }
        }

        return held;
    }

    public async Task<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken) =>
        await WithLeaseAsync(lease, (ledger, run) => ledger.Settle(run, settlement), cancellationToken).ConfigureAwait(false)
        || (Find(lease.ThreadId)?.Find(lease.RunId) is { FinishedAt: not null } ended && ended.Epoch == lease.Epoch);

    public Task<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) =>
        WithLeaseAsync(lease, (ledger, run) => ledger.Release(run, release), cancellationToken);

    public async Task<bool> AcknowledgeAsync(RunLease lease, CancellationToken cancellationToken)
    {
        if (Find(lease.ThreadId) is not { } thread)
        {
            return false;
        }

        var ledger = new ThreadLedger(thread.Header, thread, Now);
        var done = ledger.Acknowledge(lease);
        if (done)
        {
            await ApplyAsync(thread, ledger, changed: false, cancellationToken).ConfigureAwait(false);
        }

        return done;
    }

    public IReadOnlyList<EndedRun> TakeEnded(TimeSpan patience, int limit)
    {
        var due = AllRuns.Where(run => run.TellAt <= Now && run.Stored.FinishedAt is not null)
            .OrderBy(run => run.TellAt).ThenBy(run => run.Stored.ThreadId, StringComparer.Ordinal).ThenBy(run => run.Stored.RunId, StringComparer.Ordinal).Take(limit).ToList();
        foreach (var run in due)
        {
            var wait = patience * Math.Pow(2, Math.Min(run.Told++, 30));
            run.TellAt = RunTransitions.After(Now, wait < LongestPatience ? wait : LongestPatience);
        }

        return [.. due.Select(run => new EndedRun(run.Stored, run.Told))];
    }

    public bool ConfirmEnd(string threadId, string runId)
    {
        if (Find(threadId)?.Runs.GetValueOrDefault(runId) is not { TellAt: not null } run)
        {
            return false;
        }

        run.TellAt = null;
        return true;
    }

    public bool MarkApplied(RunLease lease, IReadOnlyCollection<string> runIds) => Change(lease, (thread, _) =>
    {
        foreach (var run in runIds.Select(thread.Runs.GetValueOrDefault).OfType<ModelRun>())
        {
            run.Stored = run.Stored with { InputOwed = false };
        }

        return true;
    });

    public bool SetGuards(RunLease lease, RunGuards guards) => Change(lease, (_, run) =>
    {
        var guarded = ThreadLedger.Guarded(run.Stored, guards);
        run.Stored = guarded ?? run.Stored;
        return guarded is not null;
    });

    public async Task<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken)
    {
        var taken = new List<StoredRun>();
        foreach (var (thread, run) in Ending.Where(one => RunTransitions.TakenAt(one.Run) <= Now).Take(request.Limit).ToList())
        {
            var ledger = new ThreadLedger(thread.Header, thread, Now);
            ledger.Reap(run, request);
            await ApplyAsync(thread, ledger, changed: true, cancellationToken).ConfigureAwait(false);
            taken.Add(thread.Find(run.RunId)!);
        }

        return new ReapResult(taken, Ending.Select(one => Until(RunTransitions.TakenAt(one.Run))).Min());
    }

    public IReadOnlyList<StoredRun> List(RunQuery query)
    {
        var runs = AllRuns.Select(run => run.Stored).Where(run => query.ThreadId is null || run.ThreadId == query.ThreadId);
        runs = query.ThreadId is null
            ? runs.OrderBy(run => run.CreatedAt).ThenBy(run => run.ThreadId, StringComparer.Ordinal).ThenBy(run => run.Sequence)
            : runs.OrderBy(run => run.Sequence);
        return [.. Page(runs.Where(run => (query.Status ?? run.Status) == run.Status && Fits(run.Metadata, query.Metadata)), query.NewestFirst, query.Offset, query.Limit)];
    }

    public IReadOnlyList<StoredThread> Search(ThreadQuery query)
    {
        var threads = _threads.Values.Select(thread => thread.Header.ToStored())
            .Where(thread => (query.Status ?? thread.Status) == thread.Status && Fits(thread.Metadata, query.Metadata))
            .OrderBy(thread => thread.CreatedAt).ThenBy(thread => thread.ThreadId, StringComparer.Ordinal);
        return [.. Page(threads, query.NewestFirst, query.Offset, query.Limit)];
    }

    public async Task<bool> DeleteRunAsync(string threadId, string runId, CancellationToken cancellationToken)
    {
        if (Find(threadId) is not { } thread || thread.Find(runId) is not { } run)
        {
            return false;
        }

        var ledger = new ThreadLedger(thread.Header, thread, Now);
        ledger.Delete(run);
        await ApplyAsync(thread, ledger, changed: true, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Which runs go first is left to the store: the model is told how many it removed, and which are left.</summary>
    public IReadOnlyList<StoredRun> Prunable(TimeSpan olderThan) =>
        [.. AllRuns.Where(run => run.Stored.FinishedAt <= Now - olderThan && !run.Stored.InputOwed && run.TellAt is null).Select(run => run.Stored)];

    public void Prune(StoredRun run) => _threads[run.ThreadId].Remove(run, null);

    public bool Append(RunLease lease, IReadOnlyList<RunEvent> events) => Change(
        lease,
        (_, run) =>
        {
            var last = run.Events.Count;
            var added = events.Where(one => one.Sequence > last).ToList();
            if (added.Where((one, i) => one.Sequence != last + i + 1).Any())
            {
                throw new ArgumentException("There is a gap.", nameof(events));
            }

            run.Events.AddRange(added);
            run.Stored = run.Stored with { LastEvent = run.Events.Count };
            return true;
        },
        RunStoreHintKind.Events);

    public RunEventPage? ReadEvents(string threadId, string runId, long after, int limit) => Find(threadId)?.Runs.GetValueOrDefault(runId) is { } run
        ? new RunEventPage([.. run.Events.Where(one => one.Sequence > after).Take(limit)], run.Stored.Status, run.Stored.LastEvent)
        : null;

    private IEnumerable<ModelRun> AllRuns => _threads.Values.SelectMany(thread => thread.Runs.Values);

    private IEnumerable<ModelRunThread> Waking => _threads.Values.Where(thread => thread.Header.WakesAt is not null)
        .OrderBy(thread => thread.Header.WakesAt).ThenBy(thread => thread.Header.ThreadId, StringComparer.Ordinal);

    private IEnumerable<(ModelRunThread Thread, StoredRun Run)> Ending => _threads.Values.Where(thread => thread.Running is not null)
        .Select(thread => (thread, thread.Running!)).OrderBy(one => RunTransitions.TakenAt(one.Item2)).ThenBy(one => one.thread.Header.ThreadId, StringComparer.Ordinal);

    private ModelRunThread? Find(string threadId)
    {
        if (_threads.GetValueOrDefault(threadId) is not { } thread)
        {
            return null;
        }

        // Others than the run store raise the epoch, too.
        thread.Header = thread.Header with { Epoch = checkpoints.Thread(threadId).Epoch };
        return thread;
    }

    private ModelRunThread New(string threadId, ReadOnlyMemory<byte> metadata) => new(new ThreadHeader
    {
        ThreadId = threadId,
        Metadata = metadata,
        CreatedAt = Now,
        UpdatedAt = Now,
        Epoch = checkpoints.Thread(threadId).Epoch,
    });

    private async Task<bool> WithLeaseAsync(RunLease lease, Action<ThreadLedger, StoredRun> body, CancellationToken cancellationToken)
    {
        if (Find(lease.ThreadId) is not { } thread || thread.Find(lease) is not { } run)
        {
            return false;
        }

        var ledger = new ThreadLedger(thread.Header, thread, Now);
        body(ledger, run);
        await ApplyAsync(thread, ledger, changed: true, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private bool Change(RunLease lease, Func<ModelRunThread, ModelRun, bool> body, RunStoreHintKind hint = RunStoreHintKind.Changed)
    {
        if (Find(lease.ThreadId) is not { } thread || thread.Find(lease) is null || !body(thread, thread.Runs[lease.RunId]))
        {
            return false;
        }

        Hints.Add(new RunStoreHint(hint, lease.ThreadId));
        return true;
    }

    private async Task ApplyAsync(ModelRunThread thread, ThreadLedger ledger, bool changed, CancellationToken cancellationToken)
    {
        var change = ledger.Close();
        thread.Apply(change);
        checkpoints.Thread(change.Header.ThreadId).Epoch = change.Header.Epoch;
        if (change.RolledBack.Count > 0)
        {
            await checkpoints.DeleteRunsAsync(change.Header.ThreadId, [.. change.RolledBack], cancellationToken).ConfigureAwait(false);
        }

        if (!change.Header.IsReady)
        {
            _ready.Remove(change.Header.ThreadId);
        }
        else if (!_ready.Contains(change.Header.ThreadId))
        {
            _ready.Add(change.Header.ThreadId);
        }

        Publish(change, changed);
    }

    private void Publish(LedgerChange change, bool changed)
    {
        if (changed)
        {
            Hints.Add(new RunStoreHint(RunStoreHintKind.Changed, change.Header.ThreadId));
        }

        if (change.IsWorthClaiming)
        {
            Hints.Add(new RunStoreHint(RunStoreHintKind.Ready, change.Header.ThreadId));
        }
    }

    private static ClaimedRun Claimed(ModelRunThread thread, StoredRun run) => new(
        new RunLease(run.ThreadId, run.RunId, run.Epoch), run, [.. thread.Stored.Where(one => one.InputOwed && one.Sequence < run.Sequence).OrderBy(one => one.Sequence)]);

    private TimeSpan? Until(DateTimeOffset? moment) => moment is { } known ? known > Now ? known - Now : TimeSpan.Zero : null;

    private static IEnumerable<T> Page<T>(IEnumerable<T> items, bool newestFirst, int offset, int limit) => (newestFirst ? items.Reverse() : items).Skip(offset).Take(limit);

    private static bool Fits(ReadOnlyMemory<byte> metadata, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> expected)
    {
        using var document = JsonDocument.Parse(metadata.IsEmpty ? "{}"u8.ToArray() : metadata);
        return expected.All(pair =>
        {
            using var value = JsonDocument.Parse(pair.Value);
            return document.RootElement.TryGetProperty(pair.Key, out var actual) && JsonElement.DeepEquals(actual, value.RootElement);
        });
    }
}
