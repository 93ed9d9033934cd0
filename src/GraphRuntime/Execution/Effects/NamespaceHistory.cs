using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>The checkpoints of one namespace, newest first, and the path of the current run through them since its input.</summary>
internal sealed class NamespaceHistory
{
    private readonly ICheckpointCodec? _codec;
    private readonly HashSet<long> _path = [];
    private CheckpointRecord? _last;

    private NamespaceHistory(LoopState loop, CheckpointAddress address)
    {
        _codec = loop.Run.Services.Codec;
        Address = address;
    }

    public CheckpointAddress Address { get; }

    public Dictionary<long, StoredCheckpoint> Checkpoints { get; } = [];

    /// <summary>The ancestors of the current checkpoint, back to the input.</summary>
    public List<StoredCheckpoint> Ancestors { get; } = [];

    /// <summary>The checkpoint at which an edit or a replay forked from an earlier path; <see langword="null"/> if none did since the input.</summary>
    public long? ForkedAt { get; private set; }

    /// <summary>Whether the path ends before the input, because a prune has removed the checkpoints from there.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Loads a namespace: all of it, or back to the input of the current run.</summary>
    /// <param name="loop">The graph.</param>
    /// <param name="address">The namespace.</param>
    /// <param name="all">Whether all of it is loaded.</param>
    /// <param name="wholeRun">Whether the path goes on to the run's own input, past inputs that it took afterwards.</param>
    public static async ValueTask<NamespaceHistory> LoadAsync(LoopState loop, CheckpointAddress address, bool all, bool wholeRun = false)
    {
        var history = new NamespaceHistory(loop, address);
        var next = loop.CheckpointId;
        var query = new CheckpointQuery { Address = address, IncludeValues = false };
        await foreach (var stored in loop.Checkpointer!.ListAsync(query, loop.CancellationToken).ConfigureAwait(false))
        {
            history.Checkpoints.Add(stored.Record.Id, stored);
            if (stored.Record.Id != next || address != loop.Address)
            {
                continue;
            }

            var isBefore = history._last is { } last && IsFirstAfterInput(last, stored.Record) && !(wholeRun && last.RunId == stored.Record.RunId);
            next = isBefore ? 0 : history.Take(stored, loop.CheckpointId, wholeRun);
            if (next == 0 && !all)
            {
                break;
            }
        }

        history.IsCut = next != 0;
        return history;
    }

    /// <summary>The checkpoint of the root graph to which a checkpoint of a subgraph belongs.</summary>
    public long RootOf(StoredCheckpoint checkpoint) => Read(checkpoint, ScheduleCodec.ReadRootCheckpoint);

    private long? MovedFrom(StoredCheckpoint checkpoint) => Read(checkpoint, SuspendedStep.ReadMoved) is { Count: > 0 } moved ? moved[^1] : null;

    private T Read<T>(StoredCheckpoint checkpoint, Func<JsonElement, T> read)
    {
        var reader = new StoredValueReader(_codec, Address, checkpoint.Record.Id, int.MaxValue);
        using var body = JsonDocument.Parse(reader.Decode(checkpoint.Record.Body));
        return read(body.RootElement);
    }

    /// <summary>Whether a checkpoint is on the current path.</summary>
    public bool IsOnCurrentPath(long checkpointId) => _path.Contains(checkpointId);

    /// <summary>
    /// Whether a checkpoint is the first one after an input. If supersteps are stored only at the end of a run, the input has no checkpoint: then a different run
    /// begins where a superstep is missing.
    /// </summary>
    public static bool IsFirstAfterInput(CheckpointRecord record, CheckpointRecord parent) =>
        record.Source == CheckpointSource.Input || (record.RunId != parent.RunId && record.Step > parent.Step + 1);

    private long Take(StoredCheckpoint stored, long current, bool wholeRun)
    {
        var record = stored.Record;
        _last = record;
        _path.Add(record.Id);
        if (record.Id != current)
        {
            Ancestors.Add(stored);
        }

        if (record.Source == CheckpointSource.Update && MovedFrom(stored) is { } left)
        {
            // The superstep goes on here that was left there; what lies between belongs to more urgent runs.
            return left;
        }

        if (record.Source is CheckpointSource.Update or CheckpointSource.Fork && record.ParentId > 0)
        {
            ForkedAt = record.ParentId;
        }

        return record.Source == CheckpointSource.Input && !wholeRun ? 0 : record.ParentId;
    }
}
