using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;

namespace GraphRuntime.Replay;

/// <summary>One superstep of a history: the checkpoint that it started from, the one that it led to, and what its tasks left.</summary>
/// <param name="Before">The checkpoint that it started from.</param>
/// <param name="After">The checkpoint that it led to.</param>
/// <param name="Results">What its tasks left, by task, in the order in which it was applied.</param>
internal sealed record RecordedStep(HistoryCheckpoint Before, HistoryCheckpoint After, IReadOnlyList<(string TaskId, JsonElement Result)> Results)
{
    /// <summary>True for the superstep that applies an input.</summary>
    public bool AppliesInput => Results is [(Graph.Start, _)];

    /// <exception cref="HistoryNotReplayableException">The results are not stored, or the state was stored by an older version of its type.</exception>
    public static RecordedStep Read(LoopState loop, HistoryCheckpoint before, HistoryCheckpoint after)
    {
        if (after.Record.Results.IsEmpty)
        {
            throw after.NotReplayable(loop, "the results of the superstep that led to it are not stored, as with DurabilityMode.Exit.");
        }

        if (CheckpointLoader.MigrationOf(loop, before.Stored) is not null || CheckpointLoader.MigrationOf(loop, after.Stored) is not null)
        {
            throw after.NotReplayable(loop, "an older version of the state type stored it or the checkpoint before it, and a superstep cannot be compared across versions.");
        }

        return new RecordedStep(before, after, ResultReader.ReadComplete(loop, after.Stored, before.Stored, after.Completed));
    }

    public JsonElement? Find(string taskId)
    {
        foreach (var (id, result) in Results)
        {
            if (id == taskId)
            {
                return result;
            }
        }

        return null;
    }
}
