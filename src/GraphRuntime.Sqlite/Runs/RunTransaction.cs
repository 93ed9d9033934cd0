using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>One try at a transition: its moment, and what follows from it. A transition that has to run again gets a new one.</summary>
internal sealed class RunTransaction(SqliteSession session, DateTimeOffset now)
{
    public SqliteSession Session => session;

    public DateTimeOffset Now => now;

    /// <summary>The threads whose epoch, lines or checkpoints changed.</summary>
    public HashSet<string> Moved { get; } = new(StringComparer.Ordinal);

    /// <summary>What listeners are told once the commit stands.</summary>
    public List<RunStoreHint> Hints { get; } = [];

    public LedgerThread? Find(string threadId) => ThreadTable.Find(session, threadId) is { } row ? new LedgerThread(this, row) : null;

    /// <summary>The thread and run of a lease that holds.</summary>
    public (LedgerThread Thread, RunRow Run)? Find(RunLease lease)
    {
        var run = RunTable.Find(session, lease);
        var holds = run is { Stored.Status: RunStatus.Running } && run.Stored.Epoch == lease.Epoch;
        return holds && Find(lease.ThreadId) is { } thread ? (thread, run!) : null;
    }

    public void TellOnce(RunStoreHintKind kind, string threadId)
    {
        if (Hints.Count == 0 || Hints[^1] != new RunStoreHint(kind, threadId))
        {
            Tell(kind, threadId);
        }
    }

    public void Tell(RunStoreHintKind kind, string threadId) => Hints.Add(new RunStoreHint(kind, threadId));
}
