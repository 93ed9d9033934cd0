using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>A thread as one transaction read it.</summary>
internal sealed record ThreadRow(ThreadHeader Header)
{
    /// <summary>The row that the checkpoints of the thread share; 0 where there is none.</summary>
    public long Key { get; init; }

    /// <summary>Whether the thread was created; a thread that only has checkpoints was not.</summary>
    public bool Exists { get; init; }

    /// <summary>The position among the threads whose first run can be claimed; null for a thread that is not among them.</summary>
    public long? Position { get; init; }

    /// <summary>The number of changes that a decision about the thread could have seen.</summary>
    public long Version { get; init; }

    public string ThreadId => Header.ThreadId;
}
