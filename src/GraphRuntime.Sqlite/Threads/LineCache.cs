using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;

namespace GraphRuntime.Sqlite.Threads;

/// <summary>
/// Where lines stand, as the writer knows it from its own transactions, so that a step needs no look into the tables. Used by the writer
/// only, which clears it after a rollback and after every change by another connection.
/// </summary>
internal sealed class LineCache
{
    private const int MaxLines = 4096;

    private readonly Dictionary<string, Dictionary<string, Line>> _threads = new(StringComparer.Ordinal);
    private int _count;

    public Line Find(SqliteSession session, CheckpointAddress address)
    {
        if (_threads.TryGetValue(address.ThreadId, out var lines) && lines.TryGetValue(address.Namespace, out var known))
        {
            return known;
        }

        var line = Line.Find(session, address);
        if (line.LineKey != 0)
        {
            Set(address, line);
        }

        return line;
    }

    public void Set(CheckpointAddress address, Line line)
    {
        if (_count >= MaxLines)
        {
            Clear();
        }

        if (!_threads.TryGetValue(address.ThreadId, out var lines))
        {
            _threads.Add(address.ThreadId, lines = new(1, StringComparer.Ordinal));
        }

        _count += lines.ContainsKey(address.Namespace) ? 0 : 1;
        lines[address.Namespace] = line;
    }

    /// <summary>To be called for a thread whose epoch, lines or checkpoints are changed in any other way than by <see cref="Set"/>.</summary>
    public void Forget(string threadId)
    {
        if (_threads.Remove(threadId, out var lines))
        {
            _count -= lines.Count;
        }
    }

    public void Clear()
    {
        _threads.Clear();
        _count = 0;
    }
}
