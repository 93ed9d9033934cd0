using System.Text.Json;
using System.Text.Json.Nodes;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>
/// Reads what the tasks of a finished superstep wrote. Writes that equal what the next checkpoint stores are only named in its results, so that
/// nothing is stored twice; they are read back from that checkpoint.
/// </summary>
internal static class ResultReader
{
    /// <summary>The channels whose write is stored as their value.</summary>
    private const string Named = "r";

    /// <summary>The channels that were given the value of the graph above.</summary>
    private const string Inherited = "b";

    /// <summary>The writes of one task that started from the loaded checkpoint, as an object with <c>w</c> and <c>o</c>; empty where there are none.</summary>
    public static async ValueTask<JsonElement> ReadAsync(LoopState loop, string taskId)
    {
        var all = await ReadAllAsync(loop).ConfigureAwait(false);
        return all.TryGetValue(taskId, out var writes) ? writes : JsonValues.EmptyObject;
    }

    /// <summary>The writes of all tasks that started from the loaded checkpoint, by task id.</summary>
    public static async ValueTask<Dictionary<string, JsonElement>> ReadAllAsync(LoopState loop)
    {
        var tasks = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (loop.Loaded.ChildResults.IsEmpty)
        {
            return tasks;
        }

        var (childId, version, results) = CheckpointLoader.ReadJson(loop, loop.Loaded.ChildResults, ReadResults);
        StoredCheckpoint? child = null;
        foreach (var (taskId, result) in results)
        {
            var complete = result;
            if (NamesWrites(result))
            {
                child ??= await ReadChildAsync(loop, childId).ConfigureAwait(false);
                complete = Complete(loop, result, child, reference => LengthBefore(loop, reference));
                complete = complete.TryGetProperty(Inherited, out _) ? AddInherited(loop, complete, await InheritedChannels.CompleteAsync(loop, child).ConfigureAwait(false)) : complete;
            }

            tasks[taskId] = version == loop.Graph.Schema.Version ? complete : loop.Loaded.Migration?.Result(complete) ?? complete;
        }

        return tasks;
    }

    /// <summary>The writes that led to a checkpoint, in the order in which they were applied.</summary>
    /// <param name="loop">The graph.</param>
    /// <param name="step">The checkpoint.</param>
    /// <param name="before">The checkpoint that it was made from.</param>
    public static IEnumerable<(string TaskId, JsonElement Writes)> ReadOwn(LoopState loop, StoredCheckpoint step, StoredCheckpoint before)
    {
        if (step.Record.Results.IsEmpty)
        {
            return [];
        }

        var (_, _, results) = CheckpointLoader.ReadJson(loop.Run.Services, loop.Address, step.Record.Id, step.Record.Results, ReadResults);
        var migration = CheckpointLoader.MigrationOf(loop, step) is null ? null : CheckpointLoader.MigrationOf(loop, before);
        return results.Select(r =>
        {
            var complete = NamesWrites(r.Result) ? Complete(loop, r.Result, step, reference => LengthBefore(before, reference)) : r.Result;
            return (r.TaskId, migration?.Result(complete) ?? complete);
        });
    }

    /// <summary>The writes that led to a checkpoint, with those that a subgraph was given by the graph above.</summary>
    /// <param name="loop">The graph.</param>
    /// <param name="step">The checkpoint.</param>
    /// <param name="before">The checkpoint that it was made from.</param>
    /// <param name="completed">The checkpoint with the values that it has from the graph above.</param>
    public static IReadOnlyList<(string TaskId, JsonElement Writes)> ReadComplete(LoopState loop, StoredCheckpoint step, StoredCheckpoint before, StoredCheckpoint completed) =>
        [.. ReadOwn(loop, step, before).Select(result => result.Writes.TryGetProperty(Inherited, out _) ? (result.TaskId, AddInherited(loop, result.Writes, completed)) : result)];

    /// <summary>What the tasks left that led to a checkpoint, as it is stored: writes may only be named.</summary>
    public static IReadOnlyList<(string TaskId, JsonElement Result)> ReadStored(LoopState loop, ReadOnlyMemory<byte> results) =>
        CheckpointLoader.ReadJson(loop, results, ReadResults).Results;

    /// <summary>The tasks whose results led to a checkpoint.</summary>
    public static List<string> ReadTasks(LoopState loop, StoredCheckpoint step) =>
        [.. CheckpointLoader.ReadJson(loop.Run.Services, loop.Address, step.Record.Id, step.Record.Results, ReadResults).Results.Select(static result => result.TaskId)];

    private static (long ChildId, int Version, List<(string TaskId, JsonElement Result)> Results) ReadResults(JsonElement stored) => (
        stored.GetProperty(StoredFormat.Results.Checkpoint).GetInt64(),
        stored.TryGetProperty(StoredFormat.Results.Version, out var version) ? version.GetInt32() : 0,
        [.. stored.GetProperty(StoredFormat.Results.Tasks).EnumerateArray().Select(static result => (result.GetProperty(StoredFormat.Result.Task).GetString()!, TaskCodec.CheckResult(result)))]);

    /// <summary>Whether the checkpoint has to be read to know what a task wrote.</summary>
    private static bool NamesWrites(JsonElement result) => result.TryGetProperty(Named, out _) || result.TryGetProperty(Inherited, out _);

    private static async ValueTask<StoredCheckpoint> ReadChildAsync(LoopState loop, long id)
    {
        var read = await loop.Checkpointer!.ReadAsync(loop.Address, id, loop.CancellationToken).ConfigureAwait(false);
        return read.Checkpoint ?? throw new CheckpointNotFoundException(loop.Address.ThreadId, loop.Namespace, id);
    }

    private static JsonElement Complete(LoopState loop, JsonElement result, StoredCheckpoint child, Func<ChannelReference, long> lengthBefore)
    {
        if (!result.TryGetProperty(Named, out var named))
        {
            return result;
        }

        var parts = new ResultParts();
        var reader = new StoredValueReader(loop.Run.Services.Codec, loop.Address, child.Record.Id, loop.Run.Services.MaxValueBytes);
        foreach (var name in named.EnumerateArray())
        {
            var stored = Find(child, name.GetString()!, reader);
            var value = stored.Reference.IsLog ? StoredJson.ReadAdded(stored, lengthBefore(stored.Reference), reader) : StoredJson.Read(stored, reader);
            parts.Add(StoredFormat.Result.Writes, stored.Reference.Channel, ToElement(value));
        }

        return parts.Complete(result, Named);
    }

    /// <summary>Adds the values that the input of a subgraph has from the graph above.</summary>
    private static JsonElement AddInherited(LoopState loop, JsonElement result, StoredCheckpoint child)
    {
        var parts = new ResultParts();
        var reader = new StoredValueReader(loop.Run.Services.Codec, loop.Address, child.Record.Id, loop.Run.Services.MaxValueBytes);
        foreach (var channel in result.GetProperty(Inherited).EnumerateObject())
        {
            var part = channel.Value.GetInt32() > 0 ? StoredFormat.Result.Overwrites : StoredFormat.Result.Writes;
            parts.Add(part, channel.Name, ToElement(StoredJson.Read(Find(child, channel.Name, reader), reader)));
        }

        return parts.Complete(result, Inherited);
    }

    private static JsonElement ToElement(JsonNode? value) => value is null ? JsonValues.Null : JsonSerializer.SerializeToElement(value, CoreJsonContext.Default.JsonNode);

    private static StoredChannel Find(StoredCheckpoint child, string channel, StoredValueReader reader) =>
        child.Channels.Where(c => c.Reference.Channel == channel).Cast<StoredChannel?>().FirstOrDefault()
            ?? throw reader.Corrupted(channel, "its value is named by the results of a superstep and is not there", null);

    private static long LengthBefore(LoopState loop, ChannelReference reference)
    {
        if (loop.Loaded.Logs is { } logs)
        {
            return Array.Find(logs, log => log.Channel == reference.Channel && log.Version == reference.Version).Length;
        }

        var channel = loop.Channels.Find(reference.Channel);
        return channel is { HasValue: true } && channel.Stored.Version == reference.Version ? channel.Stored.Length : 0;
    }

    private static long LengthBefore(StoredCheckpoint before, ChannelReference reference) =>
        before.Record.Channels.FirstOrDefault(channel => channel.Channel == reference.Channel && channel.Version == reference.Version).Length;
}
