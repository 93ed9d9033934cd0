using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>Reads checkpoints of one line within one snapshot. Values and logs that several of them share are read once.</summary>
internal sealed class CheckpointReader(SqliteSession session, CheckpointAddress address, long line, long knownId = 0)
{
    private const string OneSql = "SELECT " + CheckpointTable.RecordColumns + " FROM gr_checkpoint WHERE line = ?1 AND id = ?2 AND hidden = 0";

    private const string ValuesSql = "SELECT vals FROM gr_checkpoint WHERE line = ?1 AND id = ?2";

    private const string WritesSql = "SELECT task, kind, payload FROM gr_pending_write WHERE line = ?1 AND checkpoint = ?2";

    private const string ChildSql = """
        SELECT parent, results FROM gr_checkpoint
        WHERE line = ?1 AND id > ?2 AND hidden = 0 AND source = 1 AND parent BETWEEN ?2 AND ?3 ORDER BY id
        """;

    private readonly Dictionary<long, List<ChannelValue>> _values = [];
    private readonly Dictionary<(long Version, string Channel), (long Length, List<(long Start, byte[] Bytes)> Chunks)> _logs = [];

    /// <summary>Reads one checkpoint, or the head; the logs of a known checkpoint are left out.</summary>
    public static CheckpointRead Read(SqliteSession session, CheckpointAddress address, long? checkpointId, long knownId)
    {
        var line = Line.Find(session, address);
        var id = checkpointId ?? line.Head;
        var checkpoint = line.LineKey == 0 || id == 0 ? null : new CheckpointReader(session, address, line.LineKey, knownId).One(id);
        return new CheckpointRead(line.Epoch, line.Head, line.LastId, checkpoint);
    }

    private StoredCheckpoint? One(long id)
    {
        CheckpointRecord record;
        using (var statement = session.Prepare(OneSql))
        {
            if (!statement.Bind(1, line).Bind(2, id).Read())
            {
                return null;
            }

            record = Record(statement);
        }

        return Complete([record], true)[0];
    }

    /// <summary>Reads a record; damaged bytes get the name of the checkpoint.</summary>
    public CheckpointRecord Record(SqliteStatement statement)
    {
        try
        {
            return CheckpointTable.ReadRecord(statement);
        }
        catch (Exception damage) when (damage is InvalidDataException or ArgumentOutOfRangeException or OverflowException)
        {
            throw Corrupted(statement.Long(0), null, "its record is damaged", damage);
        }
    }

    /// <summary>Adds values, pending writes and the results of the next step.</summary>
    public List<StoredCheckpoint> Complete(List<CheckpointRecord> records, bool includeValues)
    {
        var results = records.Count == 0 ? [] : ChildResults(records);
        return records.ConvertAll(record => new StoredCheckpoint
        {
            Record = record,
            Channels = includeValues ? Channels(record) : [],
            PendingWrites = PendingWrites(record.Id),
            ChildResults = results.GetValueOrDefault(record.Id) ?? [],
        });
    }

    private StoredChannel[] Channels(CheckpointRecord record)
    {
        var channels = new StoredChannel[record.Channels.Count];
        for (var i = 0; i < channels.Length; i++)
        {
            var reference = record.Channels[i];
            channels[i] = new StoredChannel(reference, reference.IsLog ? Log(record.Id, reference) : [Value(record.Id, reference)]);
        }

        return channels;
    }

    private ReadOnlyMemory<byte> Value(long id, ChannelReference reference)
    {
        foreach (var value in Values(id, reference))
        {
            if (string.Equals(value.Channel, reference.Channel, StringComparison.Ordinal))
            {
                return value.Bytes;
            }
        }

        throw Corrupted(id, reference.Channel, $"its value of version {reference.Version} is missing");
    }

    private List<ChannelValue> Values(long id, ChannelReference reference)
    {
        if (_values.TryGetValue(reference.Version, out var values))
        {
            return values;
        }

        using var statement = session.Prepare(ValuesSql);
        try
        {
            values = statement.Bind(1, line).Bind(2, reference.Version).Read() ? RowCodec.ReadValues(statement.Bytes(0)) : [];
        }
        catch (InvalidDataException damage)
        {
            throw Corrupted(id, reference.Channel, damage.Message, damage);
        }

        _values.Add(reference.Version, values);
        return values;
    }

    private List<ReadOnlyMemory<byte>> Log(long id, ChannelReference reference)
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        if (id == knownId)
        {
            return pieces;
        }

        var length = 0L;
        foreach (var (start, bytes) in Chunks(reference))
        {
            if (start != length || length >= reference.Length)
            {
                break;
            }

            var take = (int)Math.Min(bytes.Length, reference.Length - start);
            pieces.Add(bytes.AsMemory(0, take));
            length += take;
        }

        return length == reference.Length ? pieces : throw Corrupted(id, reference.Channel, $"its log ends at {length} of {reference.Length} bytes");
    }

    private List<(long Start, byte[] Bytes)> Chunks(ChannelReference reference)
    {
        var key = (reference.Version, reference.Channel);
        if (_logs.TryGetValue(key, out var known) && known.Length >= reference.Length)
        {
            return known.Chunks;
        }

        var log = LogTable.Find(session, line, reference.Version, reference.Channel);
        var chunks = LogTable.Read(session, log, reference.Length);
        _logs[key] = (reference.Length, chunks);
        return chunks;
    }

    private List<PendingWrite> PendingWrites(long id)
    {
        var writes = new List<PendingWrite>();
        using var statement = session.Prepare(WritesSql);
        statement.Bind(1, line).Bind(2, id);
        while (statement.Read())
        {
            writes.Add(new PendingWrite(statement.Text(0), (PendingWriteKind)statement.Int(1), statement.Bytes(2)));
        }

        writes.Sort(static (left, right) =>
            string.CompareOrdinal(left.TaskId, right.TaskId) is var order and not 0 ? order : left.Kind.CompareTo(right.Kind));
        return writes;
    }

    // One look over the rows that came later, for all records together; a child has a larger id than its parent.
    private Dictionary<long, byte[]> ChildResults(List<CheckpointRecord> records)
    {
        var asked = records.ConvertAll(record => record.Id).ToHashSet();
        var (low, high) = (asked.Min(), asked.Max());
        var results = new Dictionary<long, byte[]>();
        using var statement = session.Prepare(ChildSql);
        statement.Bind(1, line).Bind(2, low).Bind(3, high);
        while (results.Count < asked.Count && statement.Read())
        {
            var parent = statement.Long(0);
            if (asked.Contains(parent) && !results.ContainsKey(parent))
            {
                results.Add(parent, statement.Bytes(1));
            }
        }

        return results;
    }

    private CheckpointCorruptedException Corrupted(long id, string? channel, string reason, Exception? cause = null) =>
        new(address.ThreadId, address.Namespace, id, channel, reason, cause);
}
