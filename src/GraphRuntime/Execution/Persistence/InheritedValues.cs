using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Reads the values that subgraphs inherited, each checkpoint of the graphs above once.</summary>
internal sealed class InheritedValues(LoopState loop)
{
    private readonly Dictionary<(string Namespace, long Id), StoredCheckpoint> _above = [];

    /// <summary>Adds the inherited values to a checkpoint.</summary>
    public async ValueTask<StoredCheckpoint> CompleteAsync(CheckpointAddress address, StoredCheckpoint stored)
    {
        if (address.Namespace.Length == 0)
        {
            return stored;
        }

        var names = CheckpointLoader.ReadJson(loop.Run.Services, address, stored.Record.Id, stored.Record.Body, InheritedChannels.Read);
        if (names.Count == 0)
        {
            return stored;
        }

        var reader = new StoredValueReader(loop.Run.Services.Codec, address, stored.Record.Id, loop.Run.Services.MaxValueBytes);
        var channels = stored.Channels.ToList();
        Add(channels, names, await ReadAboveAsync(address, reader).ConfigureAwait(false), reader);
        return stored with { Channels = channels };
    }

    private static void Add(List<StoredChannel> channels, IEnumerable<string> names, StoredCheckpoint above, StoredValueReader reader)
    {
        foreach (var name in names)
        {
            var first = above.Channels.Where(channel => channel.Reference.Channel == name).Cast<StoredChannel?>().FirstOrDefault()
                ?? throw reader.Corrupted(name, $"its value is that of checkpoint {above.Record.Id} of the graph above, which has none", null);
            var own = channels.FindIndex(channel => channel.Reference.Channel == name);
            if (own < 0)
            {
                channels.Add(first);
            }
            else
            {
                channels[own] = Join(first, channels[own]);
            }
        }
    }

    private static StoredChannel Join(StoredChannel first, StoredChannel added) =>
        new(first.Reference with { Length = first.Reference.Length + added.Reference.Length }, [.. first.Chunks, .. added.Chunks]);

    /// <summary>The checkpoint that a call was made from, with all its values.</summary>
    private async ValueTask<StoredCheckpoint> ReadAboveAsync(CheckpointAddress address, StoredValueReader reader)
    {
        if (!Namespaces.TrySplit(address.Namespace, out var ns, out var id))
        {
            throw reader.Corrupted(null, "it needs the values of a graph above, and none called it", null);
        }

        if (_above.TryGetValue((ns, id), out var known))
        {
            return known;
        }

        var parent = address with { Namespace = ns };
        var read = await loop.Checkpointer!.ReadAsync(parent, id, loop.CancellationToken).ConfigureAwait(false);
        var above = read.Checkpoint ?? throw new CheckpointNotFoundException(address.ThreadId, ns, id);
        return _above[(ns, id)] = await CompleteAsync(parent, above).ConfigureAwait(false);
    }
}
