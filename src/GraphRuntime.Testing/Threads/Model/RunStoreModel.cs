using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Testing.Threads.Model;

/// <summary>
/// A run store that is meant to be obviously right: it executes <see cref="ThreadLedger"/> on plain lists, one call at a time, and answers every question by looking
/// at all of them. Run stores are compared with it.
/// </summary>
internal sealed partial class RunStoreModel(CheckpointerModel checkpoints, TimeProvider time)
{
    private readonly Dictionary<string, ModelRunThread> _threads = new(StringComparer.Ordinal);
    private readonly List<string> _ready = [];
    private readonly Dictionary<string, long> _lastEvents = new(StringComparer.Ordinal);

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
        if (!_threads.Remove(threadId, out var deleted))
        {
            return false;
        }

        _lastEvents[threadId] = deleted.Header.LastEvent;
        _ready.Remove(threadId);
        await checkpoints.DeleteThreadAsync(threadId, cancellationToken).ConfigureAwait(false);
        Hints.Add(new RunStoreHint(RunStoreHintKind.Changed, threadId));
        return true;
    }

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
        LastEvent = _lastEvents.GetValueOrDefault(threadId),
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
        Record(thread, change);
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

    private void Record(ModelRunThread thread, LedgerChange change)
    {
        foreach (var removal in change.Recorded)
        {
            var run = thread.Runs[removal.Run.RunId];
            var (saved, writes) = removal.Kind == RunEndKind.RolledBack ? checkpoints.Thread(change.Header.ThreadId).Count(run.Stored.RunId) : (0, 0);
            thread.Removed.RemoveAll(one => one.ExpiresAt <= change.At);
            thread.Removed.Add(removal.ToRecord(change.At, run.Stored.Input, new RemovedCounts(saved, writes, run.Events.Count)));
        }
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
}
