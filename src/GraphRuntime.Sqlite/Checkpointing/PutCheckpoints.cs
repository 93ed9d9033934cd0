using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>Stores a commit, if epoch and head still fit.</summary>
internal sealed class PutCheckpoints(CheckpointCommit commit, LineCache lines) : WriteWork
{
    private readonly CheckpointRow[] _rows = CheckpointRow.Encode(commit.Checkpoints);

    public override void Execute(SqliteSession session)
    {
        var line = lines.Find(session, commit.Address);
        line.CheckEpoch(commit.Address.ThreadId, commit.Epoch);
        if (line.Head != commit.ExpectedHead || _rows[0].Record.Id <= line.LastId)
        {
            if (IsRepeat(session, line))
            {
                return;
            }

            throw Refused(commit, line);
        }

        line = line.Ensure(session, commit.Address);
        foreach (var row in _rows)
        {
            for (var i = 0; i < row.Appends.Count; i++)
            {
                Append(session, line.LineKey, row.Record.Id, row.Appends[i]);
            }

            CheckpointTable.Insert(session, line.LineKey, row);
        }

        var head = _rows[^1].Record.Id;
        lines.Set(commit.Address, line with { Head = head, LastId = head });
    }

    public override void Forget(LineCache lines)
    {
    }

    private void Append(SqliteSession session, long line, long id, LogAppend append)
    {
        var log = append.Version == id ? 0 : LogTable.Find(session, line, append.Version, append.Channel);
        if (log == 0)
        {
            log = LogTable.Add(session, line, append);
        }

        var (length, next) = LogTable.Tail(session, log);
        if (append.Offset > length)
        {
            throw Misplaced(id, append, $"an append at {append.Offset} leaves a gap after {length} bytes");
        }

        if (append.Offset < length)
        {
            if (CheckpointTable.NeedsBeyond(session, line, append))
            {
                throw Misplaced(id, append, $"an append at {append.Offset} would overwrite bytes that another checkpoint needs");
            }

            LogTable.Truncate(session, log, append.Offset);
            next = LogTable.Tail(session, log).Next;
        }

        LogTable.Append(session, log, next, append.Offset, append.Bytes.Span);
    }

    // A second writer can have chosen the same ids from the same head, so everything is compared, not ids alone. The head that was replaced
    // tells nothing: its run may have been removed since.
    private bool IsRepeat(SqliteSession session, Line line)
    {
        if (line.Head != _rows[^1].Record.Id)
        {
            return false;
        }

        return Array.TrueForAll(_rows, row => CheckpointTable.Holds(session, line.LineKey, row) && row.Appends.All(append => Holds(session, line.LineKey, append)));
    }

    private static bool Holds(SqliteSession session, long line, LogAppend append)
    {
        var end = append.Offset + append.Bytes.Length;
        var log = LogTable.Find(session, line, append.Version, append.Channel);
        var stored = LogTable.Read(session, log, end).SelectMany(chunk => chunk.Bytes);
        return append.Bytes.IsEmpty || stored.Skip((int)append.Offset).Take(append.Bytes.Length).SequenceEqual(append.Bytes.ToArray());
    }

    private static Exception Refused(CheckpointCommit commit, Line line) => line.Head != commit.ExpectedHead
        ? new StaleHeadException(commit.Address.ThreadId, commit.Address.Namespace, commit.ExpectedHead, line.Head)
        : new ArgumentException(
            $"Thread '{commit.Address.ThreadId}', namespace '{commit.Address.Namespace}': checkpoint id {commit.Checkpoints[0].Record.Id} was used before (the last id is {line.LastId}). Read the thread again and go on with larger ids.",
            nameof(commit));

    private CheckpointCorruptedException Misplaced(long id, LogAppend append, string reason) =>
        new(commit.Address.ThreadId, commit.Address.Namespace, id, append.Channel, reason);
}
