using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>What the nodes of a subgraph wrote since its input, so that it can hand back just that.</summary>
internal sealed class RecordedWrites(StateSchema schema)
{
    private readonly bool[] _written = new bool[schema.Definitions.Length];
    private readonly bool[] _overwritten = new bool[schema.Definitions.Length];

    public List<StateUpdate> Updates { get; } = [];

    /// <summary>Notes a superstep that was just applied.</summary>
    public void Record(LoopState loop)
    {
        foreach (var task in loop.Tasks)
        {
            if (task.Update is not null && task.Node.Index != GraphNode.StartIndex)
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
    public bool[] Repeated() => Array.ConvertAll(schema.Definitions, d => d.AlwaysVisible && _written[d.Index] && !_overwritten[d.Index]);

    public bool IsReplaced(int channel) => _written[channel] && (_overwritten[channel] || !schema.Definitions[channel].AlwaysVisible);

    /// <summary>Reads what was written before the subgraph paused.</summary>
    public async ValueTask LoadAsync(LoopState loop)
    {
        var steps = new List<LoopState>();
        var id = loop.CheckpointId;
        while (id > 0)
        {
            var read = await loop.Checkpointer!.ReadAsync(loop.Address, id, loop.CancellationToken).ConfigureAwait(false);
            if (read.Checkpoint is not { } stored)
            {
                break;
            }

            var step = new LoopState(loop.Graph, loop.Run, loop.Namespace, loop.Parent) { Checkpointer = loop.Checkpointer };
            LoopStart.Restore(step, stored, null);
            if (!stored.ChildResults.IsEmpty && id != loop.CheckpointId)
            {
                steps.Add(step);
            }

            if (stored.Record.Source == CheckpointSource.Input)
            {
                break;
            }

            id = stored.Record.ParentId;
        }

        for (var i = steps.Count - 1; i >= 0; i--)
        {
            await AddAsync(steps[i]).ConfigureAwait(false);
        }
    }

    private async ValueTask AddAsync(LoopState step)
    {
        foreach (var (taskId, writes) in await ResultReader.ReadAllAsync(step).ConfigureAwait(false))
        {
            if (taskId != Graph.Start)
            {
                Updates.Add(new StoredUpdate(writes, schema));
                Note(writes, "w", _written);
                Note(writes, "o", _written);
                Note(writes, "o", _overwritten);
            }
        }
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
