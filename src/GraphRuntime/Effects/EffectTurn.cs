using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;

namespace GraphRuntime.Effects;

/// <summary>Checkpoints of one namespace, the newest first, and the way that a graph took through them since its input.</summary>
internal sealed class EffectTurn
{
    private readonly ICheckpointCodec? _codec;
    private readonly HashSet<long> _way = [];
    private CheckpointRecord? _last;

    private EffectTurn(LoopState loop, CheckpointAddress address)
    {
        _codec = loop.Run.Services.Codec;
        Address = address;
    }

    public CheckpointAddress Address { get; }

    public Dictionary<long, StoredCheckpoint> Pages { get; } = [];

    /// <summary>The checkpoints that the current one was made from, back to the input.</summary>
    public List<StoredCheckpoint> Before { get; } = [];

    /// <summary>The checkpoint after which an edit or a replay left the way that was gone before; <see langword="null"/> where none did since the input.</summary>
    public long? PartedAt { get; private set; }

    /// <summary>Reads a namespace: all of it, or what a graph has seen since its input.</summary>
    public static async ValueTask<EffectTurn> LoadAsync(LoopState loop, CheckpointAddress address, bool all)
    {
        var turn = new EffectTurn(loop, address);
        var next = loop.CheckpointId;
        var query = new CheckpointQuery { Address = address, IncludeValues = false };
        await foreach (var stored in loop.Checkpointer!.ListAsync(query, loop.CancellationToken).ConfigureAwait(false))
        {
            turn.Pages.Add(stored.Record.Id, stored);
            if (stored.Record.Id != next || address != loop.Address)
            {
                continue;
            }

            next = turn._last is { } last && IsBeginning(last, stored.Record) ? 0 : turn.Take(stored, loop.CheckpointId);
            if (next == 0 && !all)
            {
                break;
            }
        }

        return turn;
    }

    /// <summary>The checkpoint of the root graph that one of a subgraph belongs to.</summary>
    public long RootOf(StoredCheckpoint checkpoint)
    {
        var reader = new StoredValueReader(_codec, Address, checkpoint.Record.Id, int.MaxValue);
        using var body = JsonDocument.Parse(reader.Decode(checkpoint.Record.Body));
        return ScheduleCodec.ReadRootCheckpoint(body.RootElement);
    }

    /// <summary>Whether the graph came by a checkpoint, or stands there.</summary>
    public bool IsOnTheWay(long checkpointId) => _way.Contains(checkpointId);

    /// <summary>
    /// Whether a checkpoint is the first one of a turn. Where supersteps are stored only at the end of a run, the input has left no checkpoint: then another run
    /// begins a turn where a superstep is missing.
    /// </summary>
    public static bool IsBeginning(CheckpointRecord record, CheckpointRecord parent) =>
        record.Source == CheckpointSource.Input || (record.RunId != parent.RunId && record.Step > parent.Step + 1);

    private long Take(StoredCheckpoint stored, long current)
    {
        var record = stored.Record;
        _last = record;
        _way.Add(record.Id);
        if (record.Id != current)
        {
            Before.Add(stored);
        }

        if (record.Source is CheckpointSource.Update or CheckpointSource.Fork && record.ParentId > 0)
        {
            PartedAt = record.ParentId;
        }

        return record.Source == CheckpointSource.Input ? 0 : record.ParentId;
    }
}
