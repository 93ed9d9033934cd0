using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Checkpoints of a thread, states at them, and what differs between two.</summary>
internal static class StateEndpoints
{
    private const int MostText = ValueLimits.LongestString;

    public static void Map(StudioMap map)
    {
        map.Read("api/threads/{thread}/checkpoints", ListAsync);
        map.Read("api/threads/{thread}/state", GetAsync);
        map.Read("api/threads/{thread}/state/value", GetValueAsync);
        map.Read("api/threads/{thread}/diff", CompareAsync);
    }

    private static async Task ListAsync(StudioRequest request)
    {
        var (limit, _) = request.Page(100);
        var thread = new GraphThread(request.ThreadId) { Namespace = request.Query("namespace") ?? "" };
        if ((await ThreadAsync(request).ConfigureAwait(false)).GraphName is null)
        {
            await request.AnswerAsync(new ItemPage<CheckpointView>([], false), StudioJson.Default.ItemPageCheckpointView).ConfigureAwait(false);
            return;
        }

        var before = request.Number("before");
        var head = before is null ? null : await HeadAsync(request, thread).ConfigureAwait(false);
        var checkpoints = new List<CheckpointView>();
        var query = new HistoryQuery { Limit = limit + 1, Before = before };
        await foreach (var snapshot in request.Coordinator.GetHistoryAsync(thread, query, null, request.Aborted).ConfigureAwait(false))
        {
            head ??= snapshot.CheckpointId;
            checkpoints.Add(Describe(snapshot, head));
        }

        await request.AnswerAsync(ItemPage<CheckpointView>.Of(checkpoints, limit), StudioJson.Default.ItemPageCheckpointView).ConfigureAwait(false);
    }

    private static CheckpointView Describe(StateSnapshot snapshot, long? head) => new(
        snapshot.CheckpointId!.Value,
        snapshot.ParentCheckpointId,
        snapshot.Step ?? 0,
        WireNames.Of(snapshot.Source ?? Checkpointing.CheckpointSource.Loop),
        snapshot.CreatedAt,
        snapshot.RunId,
        snapshot.Next,
        snapshot.CheckpointId == head,
        snapshot.Metadata.TryGetValue(StudioMark.Key, out var mark) && mark.ValueKind == JsonValueKind.String ? mark.GetString() : null);

    private static async ValueTask<long?> HeadAsync(StudioRequest request, GraphThread thread)
    {
        await foreach (var newest in request.Coordinator.GetHistoryAsync(thread, new HistoryQuery { Limit = 1 }, null, request.Aborted).ConfigureAwait(false))
        {
            return newest.CheckpointId;
        }

        return null;
    }

    private static async Task GetAsync(StudioRequest request)
    {
        var depth = request.Number("depth", ValueLimits.Default.Depth, 1, 20);
        var limits = ValueLimits.Default with { Depth = depth, Children = request.Number("children", ValueLimits.Default.Children, 1, 1_000) };
        var info = await ThreadAsync(request).ConfigureAwait(false);
        if (info.GraphName is null)
        {
            await request.AnswerAsync(new StateView { ThreadId = request.ThreadId }, StudioJson.Default.StateView).ConfigureAwait(false);
            return;
        }

        var snapshot = await ReadAsync(request, request.Number("checkpoint"), subgraphs: true).ConfigureAwait(false);
        var parent = snapshot.ParentCheckpointId is { } id ? await TryReadJsonAsync(request, id).ConfigureAwait(false) : default;
        await request.AnswerAsync(new StateViews(request.ThreadId, info.GraphName, limits).Of(snapshot, parent), StudioJson.Default.StateView).ConfigureAwait(false);
    }

    private static async Task GetValueAsync(StudioRequest request)
    {
        var pointer = request.Query("pointer") ?? "";
        var snapshot = await ReadAsync(request, request.Number("checkpoint"), subgraphs: false).ConfigureAwait(false);
        if (snapshot.StateJson.IsEmpty)
        {
            throw StudioException.NotFound("value_not_found", "The thread has no state yet.");
        }

        using var document = StoredJson.Parse(snapshot.StateJson);
        var value = JsonPointer.Find(document.RootElement, pointer);
        var limit = request.Number("limit", 100, 1, value.ValueKind == JsonValueKind.String ? MostText : 1_000);
        var offset = request.Number("offset", 0, 0, int.MaxValue);
        var slice = ValueCutter.Slice(value, offset, limit);
        await request.AnswerAsync(new ValueSlice(pointer, slice, offset, slice.Count ?? slice.Length ?? 1), StudioJson.Default.ValueSlice).ConfigureAwait(false);
    }

    private static async Task CompareAsync(StudioRequest request)
    {
        var from = request.Number("from") ?? throw StudioException.Invalid("'from' is the id of a checkpoint.");
        var to = request.Number("to") ?? throw StudioException.Invalid("'to' is the id of a checkpoint.");
        var before = await ReadAsync(request, from, subgraphs: false).ConfigureAwait(false);
        var after = await ReadAsync(request, to, subgraphs: false).ConfigureAwait(false);
        var (changes, truncated) = StateDiffer.Compare(before.StateJson, after.StateJson);
        await request.AnswerAsync(new StateDiff(from, to, changes, truncated), StudioJson.Default.StateDiff).ConfigureAwait(false);
    }

    /// <summary>The thread. One that has never had a run has no graph, and so no state.</summary>
    private static ValueTask<ThreadInfo> ThreadAsync(StudioRequest request) => request.Coordinator.GetThreadAsync(request.ThreadId, request.Aborted);

    private static async ValueTask<StateSnapshot> ReadAsync(StudioRequest request, long? checkpoint, bool subgraphs)
    {
        var thread = new GraphThread(request.ThreadId) { CheckpointId = checkpoint, Namespace = request.Query("namespace") ?? "" };
        var snapshot = await request.Coordinator.GetStateAsync(thread, subgraphs, null, request.Aborted).ConfigureAwait(false);
        return checkpoint is null || snapshot.CheckpointId is not null ? snapshot : throw StudioException.NotFound("checkpoint_not_found", $"The thread has no checkpoint {checkpoint}.");
    }

    /// <summary>The state at a checkpoint; empty where it was pruned.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>> TryReadJsonAsync(StudioRequest request, long checkpoint)
    {
        try
        {
            return (await ReadAsync(request, checkpoint, subgraphs: false).ConfigureAwait(false)).StateJson;
        }
        catch (Exception missing) when (missing is CheckpointNotFoundException or StudioException)
        {
            return default;
        }
    }
}
