using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>The values, log pieces and pending writes of a page of checkpoints; checkpoints that share bytes share them here too.</summary>
/// <param name="address">The thread and namespace.</param>
/// <param name="knownId">The checkpoint whose logs the caller has; 0 for none.</param>
internal sealed class CheckpointContents(CheckpointAddress address, long knownId)
{
    private readonly Dictionary<(string Channel, long Version), ReadOnlyMemory<byte>> _values = [];
    private readonly Dictionary<(string Channel, long Version), List<(long Start, ReadOnlyMemory<byte> Bytes)>> _logs = [];
    private readonly Dictionary<long, List<PendingWrite>> _writes = [];

    public async Task ReadValuesAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            _values[(reader.GetString(0), reader.GetInt64(1))] = reader.Bytes(2);
        }
    }

    public async Task ReadLogsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var key = (reader.GetString(0), reader.GetInt64(1));
            if (!_logs.TryGetValue(key, out var pieces))
            {
                _logs[key] = pieces = [];
            }

            pieces.Add((reader.GetInt64(2), reader.Bytes(3)));
        }

        foreach (var pieces in _logs.Values)
        {
            pieces.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        }
    }

    public async Task ReadWritesAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var id = reader.GetInt64(0);
            if (!_writes.TryGetValue(id, out var writes))
            {
                _writes[id] = writes = [];
            }

            writes.Add(new PendingWrite(reader.GetString(1), (PendingWriteKind)reader.GetInt16(2), reader.Bytes(3)));
        }
    }

    public StoredCheckpoint Complete(CheckpointRecord record, ReadOnlyMemory<byte> childResults, bool includeValues) => new()
    {
        Record = record,
        Channels = includeValues ? [.. record.Channels.Select(reference => Channel(record.Id, reference))] : [],
        PendingWrites = Writes(record.Id),
        ChildResults = childResults,
    };

    private List<PendingWrite> Writes(long id)
    {
        if (!_writes.TryGetValue(id, out var writes))
        {
            return [];
        }

        // Sorted here: the server orders by code point, which differs from ordinal order above the basic plane.
        writes.Sort(static (left, right) =>
        {
            var byTask = string.CompareOrdinal(left.TaskId, right.TaskId);
            return byTask != 0 ? byTask : left.Kind.CompareTo(right.Kind);
        });
        return writes;
    }

    private StoredChannel Channel(long id, ChannelReference reference)
    {
        if (reference.IsLog)
        {
            return new StoredChannel(reference, id == knownId ? [] : Pieces(id, reference));
        }

        return _values.TryGetValue((reference.Channel, reference.Version), out var value)
            ? new StoredChannel(reference, [value])
            : throw Corrupted(id, reference, "its value is missing");
    }

    private List<ReadOnlyMemory<byte>> Pieces(long id, ChannelReference reference)
    {
        var chunks = new List<ReadOnlyMemory<byte>>();
        var length = 0L;
        foreach (var (start, bytes) in _logs.GetValueOrDefault((reference.Channel, reference.Version)) ?? [])
        {
            if (length >= reference.Length)
            {
                break;
            }

            if (start != length)
            {
                throw Corrupted(id, reference, $"its log has a gap at {length}");
            }

            chunks.Add(bytes[..(int)Math.Min(bytes.Length, reference.Length - length)]);
            length += chunks[^1].Length;
        }

        return length == reference.Length ? chunks : throw Corrupted(id, reference, $"its log ends at {length} instead of {reference.Length}");
    }

    private CheckpointCorruptedException Corrupted(long id, ChannelReference reference, string reason) =>
        new(address.ThreadId, address.Namespace, id, reference.Channel, reason);
}
