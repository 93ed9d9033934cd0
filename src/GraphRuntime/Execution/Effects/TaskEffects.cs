using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Effects;

namespace GraphRuntime.Execution;

/// <summary>Does the effects of a task in one of its attempts: each is claimed before it happens and recorded afterwards, with the checkpoint from which the task started.</summary>
internal sealed class TaskEffects(TaskAttempt attempt)
{
    private readonly GraphTask _task = attempt.Task;
    private readonly KnownEffects _known = attempt.Task.Effects;

    private LoopState Loop => _task.Loop;

    public async ValueTask<T> OnceAsync<T>(string key, Func<CancellationToken, ValueTask<T>> effect, EffectOptions<T> options)
    {
        if (!_known.TryBegin(attempt, key))
        {
            throw new InvalidOperationException($"Node '{_task.NodeName}' is doing effect '{key}' already. Give each effect of a node a key of its own.");
        }

        try
        {
            var record = Loop.Run is { Watch: { } watch, Config.RepeatEffects: false }
                ? FindRecorded(key) is { State: EffectState.Done } done ? done : throw watch.Refuse(_task, key)
                : await FindAsync(key).ConfigureAwait(false);
            if (record is { State: EffectState.Claimed or EffectState.Unknown })
            {
                record = await ReconcileAsync(key, record, options).ConfigureAwait(false);
            }

            return record is { State: EffectState.Done }
                ? Read<T>(record)
                : await DoAsync(key, effect, options).ConfigureAwait(false);
        }
        finally
        {
            _known.End(attempt, key);
        }
    }

    private async ValueTask<T> DoAsync<T>(string key, Func<CancellationToken, ValueTask<T>> effect, EffectOptions<T> options)
    {
        var token = attempt.Token;
        token.ThrowIfCancellationRequested();
        var undo = await ArmAsync(key, options.Compensation).ConfigureAwait(false);
        var claim = new EffectRecord(EffectState.Claimed, _task.RunId, _task.TimeProvider.GetUtcNow(), null);
        await attempt.WriteAsync(() => PutAsync(key, claim, token)).ConfigureAwait(false);

        // Claiming takes time. An owner that has lost the run meanwhile leaves the effect to the next one, who finds the claim, and that it did not happen.
        token.ThrowIfCancellationRequested();
        Loop.Run.CheckOwnership?.Invoke();
        T value;
        try
        {
            value = await effect(token).ConfigureAwait(false);
        }
        catch (EffectNotDoneException)
        {
            await PutAsync(key, claim with { State = EffectState.None }, CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await RecordAsync(key, claim, value, undo).ConfigureAwait(false);
        return value;
    }

    private async ValueTask RecordAsync<T>(string key, EffectRecord claim, T value, CompensationEntry? undo)
    {
        var json = JsonSerializer.SerializeToElement(value, GraphJson.TypeInfo<T>(Loop.Graph.Schema.JsonOptions, "effect"));
        await PutAsync(key, claim with { State = EffectState.Done, Value = json }, CancellationToken.None).ConfigureAwait(false);
        if (undo is not null)
        {
            await Loop.Run.Journal.ReplaceAsync(undo with { Result = json }, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Notes what undoes the effect, before it happens. Only a coordinator rolls runs back.</summary>
    private async ValueTask<CompensationEntry?> ArmAsync(string key, string? compensation)
    {
        if (compensation is null || Loop.Run.Control is null)
        {
            return null;
        }

        return await Loop.Run.Journal.AddAsync(
            number => new CompensationEntry
            {
                Number = number,
                Graph = Loop.Run.Root.Name,
                Name = compensation,
                RunId = _task.RunId,
                Namespace = Loop.Namespace,
                CheckpointId = Loop.CheckpointId,
                TaskId = _task.TaskId,
                Key = key,
            },
            canBeRolledBack: true,
            attempt.Token).ConfigureAwait(false);
    }

    private async ValueTask<EffectRecord> ReconcileAsync<T>(string key, EffectRecord record, EffectOptions<T> options)
    {
        var claim = new EffectClaim(key, _task.NodeName, record.RunId, record.At);
        var finding = options.Reconcile is { } reconcile
            ? await reconcile(claim, attempt.Token).ConfigureAwait(false)
            : EffectFinding<T>.Unknown;
        var found = record with { State = finding.State };
        if (finding.State == EffectState.Done)
        {
            found = found with { Value = JsonSerializer.SerializeToElement(finding.Value!, GraphJson.TypeInfo<T>(Loop.Graph.Schema.JsonOptions, "effect")) };
        }

        // That it did not happen is not recorded: it is claimed again at once, and such a record, should it arrive late and twice, would undo the next one.
        if (found.State != EffectState.None)
        {
            await PutAsync(key, found, CancellationToken.None).ConfigureAwait(false);
        }

        return found.State == EffectState.Unknown ? throw new EffectUnknownException(_task.ThreadId, claim) : found;
    }

    private async ValueTask<EffectRecord?> FindAsync(string key)
    {
        if (_known.Find(key) is { } known)
        {
            return known;
        }

        if (FindRecorded(key) is { } record && !IsRepeated(record))
        {
            return !Loop.Run.Travels ? _known.Keep(key, record) : await CarryAsync(key, record).ConfigureAwait(false);
        }

        await Loop.EnsureStoredAsync().ConfigureAwait(false);
        if (Loop.Run.Config.RepeatEffects)
        {
            return null;
        }

        return await new EffectHistory(_task).FindAsync(key).ConfigureAwait(false) is { } earlier ? await CarryAsync(key, earlier).ConfigureAwait(false) : null;
    }

    /// <summary>The record that is stored with the checkpoint from which the task started.</summary>
    private EffectRecord? FindRecorded(string key) =>
        Loop.Superstep.Pending is { } pending && pending.TryGetValue(_task.TaskId, out var left) && left.Effects is { } effects
        && EffectKey.Forms(Loop.Run.Services.Codec, key).FirstOrDefault(effects.ContainsKey) is { } form
            ? CheckpointLoader.ReadJson(Loop, effects[form], EffectRecord.Read)
            : null;

    /// <summary>Whether the run does an effect again that an earlier run did before the replay. What it did itself, before a crash, stays done.</summary>
    private bool IsRepeated(EffectRecord record) =>
        Loop.Run.Config.RepeatEffects && (Loop.Run.Watch is not null || (Loop.Run.Travels && record.RunId != _task.RunId));

    /// <summary>A result from before a replay or an edit is stored again with this checkpoint, so that a resume from here finds it.</summary>
    private async ValueTask<EffectRecord> CarryAsync(string key, EffectRecord record)
    {
        await attempt.WriteAsync(() => PutAsync(key, record, attempt.Token)).ConfigureAwait(false);
        return record;
    }

    private async ValueTask PutAsync(string key, EffectRecord record, CancellationToken cancellationToken)
    {
        await Loop.EnsureStoredAsync().ConfigureAwait(false);
        await Loop.Checkpointer!.PutWritesAsync(
            new PendingWriteBatch
            {
                Address = Loop.Address,
                Epoch = Loop.Run.Epoch,
                CheckpointId = Loop.CheckpointId,
                RunId = _task.RunId.Length == 0 ? null : _task.RunId,
                Writes = [record.ToWrite(Loop.Run.Services.Codec, Loop.Run.Services.MaxValueBytes, _task.TaskId, key)],
            },
            cancellationToken).ConfigureAwait(false);
        _known.Keep(key, record);
    }

    private T Read<T>(EffectRecord record)
    {
        try
        {
            return record.Value!.Value.Deserialize(GraphJson.TypeInfo<T>(Loop.Graph.Schema.JsonOptions, "effect"))!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new StoredValueReader(null, Loop.Address, Loop.CheckpointId, int.MaxValue).Corrupted(null, $"the stored result of an effect is not the JSON of a {typeof(T).Name}", e);
        }
    }
}
