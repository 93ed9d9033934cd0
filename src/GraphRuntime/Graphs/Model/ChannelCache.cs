using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Graphs;

/// <summary>
/// Keeps the logs of append and merge channels of threads that ran lately, so that the next run of a thread reads only what was added. Everything else is read
/// from the store each time. The size is bounded by the bytes that the logs have in the store.
/// </summary>
internal sealed class ChannelCache
{
    /// <summary>How many bytes the kept logs may have in the store. Text takes about twice as much memory.</summary>
    public const int MaxBytes = 10 << 20;

    private const int MaxThreads = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<CheckpointAddress, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _order = new();

    /// <summary>How many bytes the kept logs have in the store.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes the logs out. No other reader gets them until they are put back.</summary>
    public Entry? Take(CheckpointAddress address)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(address, out var node) ? Remove(node) : null;
        }
    }

    /// <summary>Keeps the logs of a set of channels that nothing writes to any more. The newer ones stay where some of the thread are kept already.</summary>
    public void Put(Entry entry)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(entry.Address, out var other))
            {
                Remove(other);
                entry = other.Value.CheckpointId > entry.CheckpointId ? other.Value : entry;
            }

            if (entry.Bytes > MaxBytes)
            {
                return;
            }

            _entries[entry.Address] = _order.AddFirst(entry);
            Bytes += entry.Bytes;
            while (Bytes > MaxBytes || _order.Count > MaxThreads)
            {
                Remove(_order.Last!);
            }
        }
    }

    private Entry Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Address);
        _order.Remove(node);
        Bytes -= node.Value.Bytes;
        return node.Value;
    }

    /// <summary>The logs of one thread at one checkpoint.</summary>
    internal sealed class Entry
    {
        private readonly DateTimeOffset _createdAt;
        private readonly string? _runId;
        private readonly Channel?[] _logs;

        public Entry(CheckpointAddress address, long checkpointId, DateTimeOffset createdAt, string? runId, ChannelSet channels)
        {
            (Address, CheckpointId, _createdAt, _runId) = (address, checkpointId, createdAt, runId);
            _logs = Array.ConvertAll(channels.All, static channel => channel.IsStoredAsLog ? channel : null);

            // The set of the run has the other values, which would stay in memory as long as the logs.
            var empty = new ChannelSet([]);
            foreach (var log in _logs)
            {
                log?.MoveTo(empty);
                Bytes += log?.Stored.Length ?? 0;
            }
        }

        public CheckpointAddress Address { get; }

        public long CheckpointId { get; }

        public long Bytes { get; }

        /// <summary>
        /// Whether a checkpoint is the one after which the logs were kept. An id alone can name another one after the thread was deleted; and logs that were encoded again
        /// have another length in the store.
        /// </summary>
        public bool Fits(CheckpointRecord record) => record.Id == CheckpointId && record.CreatedAt == _createdAt && record.RunId == _runId
            && Array.TrueForAll(_logs, log => log is null || record.Channels.Contains(log.Stored));

        /// <summary>A set of channels that begins with the logs. They belong to it from then on.</summary>
        public ChannelSet ToChannels(ChannelDefinition[] definitions) => new(definitions, _logs);
    }
}
