using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>
/// Keeps the channels of threads that ran lately. Only the logs of append and merge channels are taken from it; all else is read from the store.
/// </summary>
internal sealed class ChannelCache
{
    private const int Capacity = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<CheckpointAddress, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _order = new();

    /// <summary>Takes the channels out; nobody else gets them until they are put back.</summary>
    public Entry? Take(CheckpointAddress address)
    {
        lock (_lock)
        {
            if (!_entries.Remove(address, out var node))
            {
                return null;
            }

            _order.Remove(node);
            return node.Value;
        }
    }

    public void Put(Entry entry)
    {
        lock (_lock)
        {
            if (_entries.Remove(entry.Address, out var other))
            {
                _order.Remove(other);
                entry = other.Value.CheckpointId > entry.CheckpointId ? other.Value : entry;
            }

            _entries[entry.Address] = _order.AddFirst(entry);
            if (_order.Count > Capacity)
            {
                _entries.Remove(_order.Last!.Value.Address);
                _order.RemoveLast();
            }
        }
    }

    internal sealed record Entry(CheckpointAddress Address, long CheckpointId, DateTimeOffset CreatedAt, string? RunId, ChannelSet Channels)
    {
        public bool Fits(CheckpointRecord record) => record.Id == CheckpointId && record.CreatedAt == CreatedAt && record.RunId == RunId;
    }
}
