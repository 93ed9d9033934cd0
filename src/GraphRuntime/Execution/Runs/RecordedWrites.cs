using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>What the nodes of a subgraph wrote since its input, so that it can hand back just that.</summary>
internal sealed class RecordedWrites(StateSchema schema)
{
    private readonly bool[] _written = new bool[schema.Definitions.Length];
    private readonly bool[] _overwritten = new bool[schema.Definitions.Length];

    /// <summary>The checkpoint beside which the writes are kept, or the one of the input, which has none.</summary>
    private long _keptAt;

    public List<StateUpdate> Updates { get; } = [];

    /// <summary>Notes a superstep that was just applied. What the input wrote is the caller's own.</summary>
    public void Record(LoopState loop)
    {
        if (loop.Tasks is [{ Node.Index: GraphNode.StartIndex }])
        {
            _keptAt = loop.CheckpointId + 1;
            return;
        }

        RecordAll(loop);
    }

    /// <summary>Notes what the tasks wrote, an edit among them.</summary>
    public void RecordAll(LoopState loop)
    {
        foreach (var task in loop.Tasks)
        {
            if (task.Update is not null)
            {
                Updates.Add(task.Update);
            }
        }

        foreach (var channel in loop.Channels.Touched)
        {
            _written[channel.Index] = true;
            _overwritten[channel.Index] |= channel.IsOverwritten;
        }
    }

    /// <summary>Whether the writes to a channel are repeated one by one; otherwise its last value counts.</summary>
    public bool[] Repeated(bool[]? output) => Array.ConvertAll(
        schema.Definitions, d => d.Combines && _written[d.Index] && !_overwritten[d.Index] && (output is null || output[d.Index]));

    /// <summary>Whether a value was replaced: the update that is handed back reads it from the channels, whenever an event or a store looks at the update.</summary>
    public bool HasOverwritten => Array.Exists(_overwritten, static overwritten => overwritten);

    public bool IsReplaced(int channel) => _written[channel] && (_overwritten[channel] || !schema.Definitions[channel].Combines);

    /// <summary>Writes everything to the body of a checkpoint.</summary>
    public void Write(Utf8JsonWriter json, Channel[] channels)
    {
        json.WriteStartArray(StoredFormat.Checkpoint.AllWrites);
        foreach (var update in Updates)
        {
            json.WriteStartObject();
            new WriteEncoder(json).Encode(update, channels);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// Keeps the writes beside the checkpoint that the graph stops at: the checkpoints before it may be pruned before it goes on. Where supersteps are not stored one
    /// by one, the checkpoint has them.
    /// </summary>
    public void Keep(LoopState loop, List<PendingWrite> writes)
    {
        if (_keptAt == loop.CheckpointId || loop.DefersStorage)
        {
            return;
        }

        _keptAt = loop.CheckpointId;
        using var writer = new CheckpointWriter(loop.Run.Services.Codec, loop.Run.Services.MaxValueBytes);
        writer.BeginValue();
        writer.Json.WriteStartObject();
        Write(writer.Json, loop.Channels.All);
        writer.Json.WriteEndObject();
        writes.Add(new PendingWrite(StoredFormat.TaskIds.AllWrites, PendingWriteKind.Result, writer.EndPiece()));
    }

    /// <summary>Adds what a stored result wrote.</summary>
    public void Add(JsonElement writes)
    {
        Updates.Add(new StoredUpdate(writes, schema));
        Note(writes, StoredFormat.Result.Writes, _written);
        Note(writes, StoredFormat.Result.Overwrites, _written);
        Note(writes, StoredFormat.Result.Overwrites, _overwritten);
    }

    private void Note(JsonElement writes, string section, bool[] flags)
    {
        if (writes.TryGetProperty(section, out var channels))
        {
            foreach (var channel in channels.EnumerateObject())
            {
                flags[schema.IndexOf(channel.Name)] = true;
            }
        }
    }
}
