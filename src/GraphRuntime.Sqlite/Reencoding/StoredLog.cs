using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;

namespace GraphRuntime.Sqlite.Reencoding;

/// <summary>A log as it was read, with the epoch of its thread.</summary>
internal sealed record StoredLog(long Key, long Line, long Version, string Channel, long Thread, long Epoch, byte[] Bytes)
{
    private const string FindSql = """
        SELECT g.line, g.version, g.channel, l.thread, t.epoch FROM gr_log g JOIN gr_line l ON l.id = g.line JOIN gr_thread t ON t.id = l.thread WHERE g.id = ?1
        """;

    public static StoredLog? Find(SqliteSession session, long key)
    {
        byte[] bytes = [.. LogTable.Read(session, key, long.MaxValue).SelectMany(static chunk => chunk.Bytes)];
        using var statement = session.Prepare(FindSql).Bind(1, key);
        return statement.Read() ? new(key, statement.Long(0), statement.Long(1), statement.Text(2), statement.Long(3), statement.Long(4), bytes) : null;
    }

    /// <summary>Whether it is still the same.</summary>
    public bool IsIn(SqliteSession session) => Find(session, Key) is { } now && now.Epoch == Epoch && now.Bytes.AsSpan().SequenceEqual(Bytes);
}
