using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>What the checkpoints that remain in a line still need, and which rows are no longer checkpoints.</summary>
internal sealed class Needs
{
    private const string RowsSql = "SELECT id, hidden, refs FROM gr_checkpoint WHERE line = ?1";

    private readonly Dictionary<long, HashSet<string>> _values = [];
    private readonly Dictionary<(long Version, string Channel), long> _logs = [];

    /// <summary>Rows that are to go unless a value of theirs is needed.</summary>
    public List<long> Leaving { get; } = [];

    public long LastId { get; private set; }

    public static Needs Of(SqliteSession session, long line, HashSet<long> removed)
    {
        var needs = new Needs();
        using var statement = session.Prepare(RowsSql);
        statement.Bind(1, line);
        while (statement.Read())
        {
            var id = statement.Long(0);
            needs.LastId = Math.Max(needs.LastId, id);
            if (statement.Int(1) != 0 || removed.Contains(id))
            {
                needs.Leaving.Add(id);
            }
            else
            {
                needs.Add(RowCodec.ReadReferences(statement.Span(2), id));
            }
        }

        return needs;
    }

    public HashSet<string>? Values(long id) => _values.GetValueOrDefault(id);

    /// <summary>How many bytes of a log are needed; null where it is not needed at all.</summary>
    public long? Log(long version, string channel) => _logs.TryGetValue((version, channel), out var length) ? length : null;

    private void Add(List<ChannelReference> references)
    {
        foreach (var reference in references)
        {
            if (reference.IsLog)
            {
                var key = (reference.Version, reference.Channel);
                _logs[key] = Math.Max(reference.Length, _logs.GetValueOrDefault(key));
                continue;
            }

            if (!_values.TryGetValue(reference.Version, out var channels))
            {
                _values.Add(reference.Version, channels = new HashSet<string>(StringComparer.Ordinal));
            }

            channels.Add(reference.Channel);
        }
    }
}
