using GraphRuntime.Checkpointing;

namespace GraphRuntime.Replay;

/// <summary>Finds the checkpoints that led to one, oldest first.</summary>
internal static class HistoryPath
{
    /// <param name="checkpointer">Where they are stored.</param>
    /// <param name="address">The thread and namespace.</param>
    /// <param name="end">The checkpoint that they led to.</param>
    /// <param name="from">The checkpoint to begin at; <see langword="null"/> for the first one.</param>
    /// <param name="fromInput">Whether the path begins at its latest input: that of one call of a subgraph.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="HistoryNotReplayableException">A checkpoint of the path is not stored any more.</exception>
    public static async ValueTask<List<long>> FindAsync(
        ICheckpointer checkpointer, CheckpointAddress address, long end, long? from, bool fromInput, CancellationToken cancellationToken)
    {
        var path = new List<long>();
        var next = end;
        var query = new CheckpointQuery { Address = address, Before = end + 1, IncludeValues = false };
        await foreach (var stored in checkpointer.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            var record = stored.Record;
            if (record.Id > next)
            {
                continue;
            }

            if (record.Id < next)
            {
                break;
            }

            path.Add(next);
            next = record.ParentId;
            if (record.Id == from || next == 0 || (fromInput && record.Source == CheckpointSource.Input))
            {
                path.Reverse();
                return from is null || path[0] == from ? path : throw NotOnPath(address, end, from.Value);
            }
        }

        throw path.Count == 0
            ? new CheckpointNotFoundException(address.ThreadId, address.Namespace, end)
            : new HistoryNotReplayableException(address.ThreadId, address.Namespace, next, $"it led to checkpoint {path[^1]} and is not stored any more.");
    }

    private static ArgumentException NotOnPath(CheckpointAddress address, long end, long from) =>
        new($"Thread '{address.ThreadId}', namespace '{address.Namespace}': checkpoint {from} did not lead to checkpoint {end}. Take one of the ancestors of that checkpoint as ReplayOptions.From.");
}
