using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>
/// A superstep that was left for a more urgent run, and that goes on later. Each checkpoint of the thread names the suspended supersteps, until they go on or no run is in
/// flight any more that could go on with them.
/// </summary>
/// <param name="CheckpointId">The checkpoint of the root graph that the superstep starts from. What its tasks have finished, asked and done once is stored beside it.</param>
/// <param name="RunIds">The runs that were to go on there. The first of them to be executed again does.</param>
/// <param name="OwnChannels">
/// The channels with a single value that were written since the input of its run: its tasks find those values again. <see langword="null"/> where an earlier version
/// left it: then the checkpoints since that input say it.
/// </param>
internal sealed record SuspendedStep(long CheckpointId, IReadOnlyList<string> RunIds, IReadOnlyList<string>? OwnChannels)
{
    public static IReadOnlyList<SuspendedStep> ReadAll(JsonElement body) => body.TryGetProperty(StoredFormat.Checkpoint.Suspended, out var stored)
        ? [.. stored.EnumerateArray().Select(static one => new SuspendedStep(
            one.GetProperty(StoredFormat.Suspended.Checkpoint).GetInt64(),
            [.. one.GetProperty(StoredFormat.Suspended.Runs).EnumerateArray().Select(static run => run.GetString()!)],
            one.TryGetProperty(StoredFormat.Suspended.OwnChannels, out var own) ? [.. own.EnumerateArray().Select(static channel => channel.GetString()!)] : null))]
        : [];

    /// <summary>The checkpoints that a superstep was moved from, the first one first; empty for one that goes on where it began.</summary>
    public static IReadOnlyList<long> ReadMoved(JsonElement body) => body.TryGetProperty(StoredFormat.Checkpoint.MovedFrom, out var moved)
        ? [.. moved.EnumerateArray().Select(static id => id.GetInt64())]
        : [];

    public static void WriteAll(Utf8JsonWriter json, IReadOnlyList<SuspendedStep> suspended, IReadOnlyList<long> movedFrom)
    {
        if (suspended.Count > 0)
        {
            json.WriteStartArray(StoredFormat.Checkpoint.Suspended);
            foreach (var step in suspended)
            {
                step.Write(json);
            }

            json.WriteEndArray();
        }

        if (movedFrom.Count > 0)
        {
            json.WriteStartArray(StoredFormat.Checkpoint.MovedFrom);
            foreach (var id in movedFrom)
            {
                json.WriteNumberValue(id);
            }

            json.WriteEndArray();
        }
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber(StoredFormat.Suspended.Checkpoint, CheckpointId);
        WriteNames(json, StoredFormat.Suspended.Runs, RunIds);
        if (OwnChannels is not null)
        {
            WriteNames(json, StoredFormat.Suspended.OwnChannels, OwnChannels);
        }

        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IReadOnlyList<string> names)
    {
        json.WriteStartArray(name);
        foreach (var one in names)
        {
            json.WriteStringValue(one);
        }

        json.WriteEndArray();
    }
}
