using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>A thread within one transaction: the runs that its ledger asks for are read from the tables, and the change of the ledger is written to them.</summary>
internal sealed class LedgerThread : ILedgerRuns
{
    private readonly RunTransaction _transaction;
    private readonly Lazy<StoredRun?> _running;
    private readonly Lazy<StoredRun?> _first;

    public LedgerThread(RunTransaction transaction, ThreadRow row)
    {
        _transaction = transaction;
        Row = row;
        Ledger = new ThreadLedger(row.Header, this, transaction.Now);
        _running = new Lazy<StoredRun?>(() => Row.Exists ? RunTable.Running(Session, Row, whole: false)?.Stored : null, LazyThreadSafetyMode.None);
        _first = new Lazy<StoredRun?>(() => Row.Exists ? RunTable.First(Session, Row)?.Stored : null, LazyThreadSafetyMode.None);
    }

    public ThreadRow Row { get; private set; }

    public ThreadLedger Ledger { get; }

    public StoredRun? Running => _running.Value;

    public IEnumerable<StoredRun> Queued => _first.Value is { } first
        ? RunTable.QueuedAfter(Session, Row, first).Select(static run => run.Stored).Prepend(first)
        : [];

    public IEnumerable<StoredRun> Delayed => Row.Exists ? RunTable.Delayed(Session, Row, whole: false).Select(static run => run.Stored) : [];

    public IEnumerable<StoredRun> Held => Row.Exists ? RunTable.Held(Session, Row).Select(static run => run.Stored) : [];

    public IEnumerable<StoredRun> SteeredInto(string runId) => Row.Exists ? RunTable.SteeredInto(Session, Row, runId).Select(static run => run.Stored) : [];

    public IEnumerable<string> OwedRunIds => Row.Exists ? RunTable.OwedRunIds(Session, Row) : [];

    private SqliteSession Session => _transaction.Session;

    public StoredRun? Find(string runId) => RunTable.Find(Session, Row, runId)?.Stored;

    /// <summary>Writes what the ledger has changed.</summary>
    /// <param name="isChange">Whether those who watch the thread are told.</param>
    /// <param name="tellEnd">Whether somebody has to be told of the end of the new run.</param>
    public void Save(bool isChange, bool tellEnd = false)
    {
        var change = Ledger.Close();
        if (!Row.Exists)
        {
            Row = ThreadTable.Insert(Session, Row);
        }

        Raise(change);
        SaveRuns(change, tellEnd);
        var position = change.Header.IsReady ? Row.Position ?? ThreadTable.NextPosition(Session) : (long?)null;
        ThreadTable.Save(Session, Row with { Header = change.Header, Position = position, Version = Row.Version + 1 });
        if (!change.Header.Context.Equals(change.Before.Context))
        {
            ThreadTable.SaveContext(Session, Row with { Header = change.Header });
        }

        var number = change.Before.LastEvent;
        foreach (var (runId, fact) in change.Facts)
        {
            FactTable.Add(Session, Row, ++number, runId, fact, change.At);
        }

        if (change.Facts.Count > 0)
        {
            _transaction.TellOnce(RunStoreHintKind.Events, Row.ThreadId);
        }

        if (isChange)
        {
            _transaction.Tell(RunStoreHintKind.Changed, Row.ThreadId);
        }

        if (change.IsWorthClaiming)
        {
            _transaction.Tell(RunStoreHintKind.Ready, Row.ThreadId);
        }
    }

    /// <summary>A claimed run with its contents and the inputs that are owed before it; to be called after <see cref="Save"/>.</summary>
    public ClaimedRun Claimed(StoredRun run) => new(
        new RunLease(run.ThreadId, run.RunId, run.Epoch),
        Whole(run.RunId),
        [.. RunTable.OwedBefore(Session, Row, run).Select(static one => one.Stored)]);

    /// <summary>A run as it is stored now, with its contents.</summary>
    public StoredRun Whole(string runId) => RunTable.Find(Session, Row, runId, whole: true)!.Stored;

    private void Raise(LedgerChange change)
    {
        for (var epoch = Row.Header.Epoch; epoch < change.Header.Epoch; epoch++)
        {
            AcquireThread.Raise(Session, Row.ThreadId);
            _transaction.Moved.Add(Row.ThreadId);
        }
    }

    private void SaveRuns(LedgerChange change, bool tellEnd)
    {
        foreach (var removal in change.Recorded)
        {
            RemovedRunTable.Record(Session, Row, removal, change.At);
        }

        foreach (var run in change.Saved)
        {
            RunTable.Save(Session, Row, run);
        }

        if (change.Added is { } added)
        {
            RunTable.Insert(Session, Row, added, tellEnd);
        }

        foreach (var run in change.Erased)
        {
            var key = RunTable.Find(Session, Row, run.RunId)!.Key;
            RunNames.Pass(Session, Row, run, key, change is { InheritsKeys: true, Added: { } heir } ? RunTable.Find(Session, Row, heir.RunId)!.Key : null);
            EventTable.Drop(Session, key);
            RunTable.Drop(Session, key);
        }

        // A run that is claimed with its admission takes the place of one that is erased: a thread has one running run at any moment.
        if (change.Added is { Status: not RunStatus.Pending } claimed)
        {
            RunTable.Save(Session, Row, claimed);
        }

        if (change.RolledBack.Count > 0)
        {
            new DeleteRuns(Row.ThreadId, [.. change.RolledBack]).Execute(Session);
            _transaction.Moved.Add(Row.ThreadId);
        }
    }
}
