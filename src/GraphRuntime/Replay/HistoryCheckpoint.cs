using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;

namespace GraphRuntime.Replay;

/// <summary>A checkpoint of a history.</summary>
/// <param name="Stored">The checkpoint as it is stored.</param>
/// <param name="Completed">The checkpoint with the values that it has from the graph above.</param>
/// <param name="LastId">The largest id that was used in its namespace.</param>
internal sealed record HistoryCheckpoint(StoredCheckpoint Stored, StoredCheckpoint Completed, long LastId)
{
    public CheckpointRecord Record => Stored.Record;

    public HistoryNotReplayableException NotReplayable(LoopState loop, string reason) =>
        new(loop.Address.ThreadId, loop.Namespace, Record.Id, reason);
}
