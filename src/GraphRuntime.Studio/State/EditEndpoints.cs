namespace GraphRuntime.Studio;

/// <summary>Edits of the state of a thread that has no run in flight.</summary>
internal static class EditEndpoints
{
    public static void Map(StudioMap map)
    {
        map.Write("POST", "threads/{thread}/state", EditAsync);
        map.Write("POST", "threads/{thread}/skip", SkipAsync);
        map.Write("POST", "threads/{thread}/next", NextEndpoint.SetAsync);
        map.Write("POST", "threads/{thread}/fork", ForkAsync);
        map.Write("POST", "threads/{thread}/rerun", RerunAsync);
    }

    private static async Task EditAsync(StudioRequest request)
    {
        var body = await request.BodyAsync(StudioJson.Default.EditRequest).ConfigureAwait(false);
        var graph = GraphEndpoints.Find(request, await StudioInputs.GraphOfAsync(request).ConfigureAwait(false));
        var place = new GraphThread(request.ThreadId) { CheckpointId = body.Checkpoint, Namespace = body.Namespace ?? "" };
        var values = StudioInputs.ReadUpdate(graph.FindStateSchema(StatePaths.Of(place.Namespace)), body.Values);
        var made = await request.Coordinator.UpdateStateAsync(place, values, body.AsNode, null, request.Aborted).ConfigureAwait(false);
        await AnswerAsync(request, made.CheckpointId).ConfigureAwait(false);
    }

    private static async Task SkipAsync(StudioRequest request)
    {
        var body = await request.OptionalBodyAsync(StudioJson.Default.SkipRequest).ConfigureAwait(false);
        var position = await PositionAsync(request).ConfigureAwait(false);
        var skipped = position.Leaves.Where(leaf => body.Node is null || leaf.Path == body.Node).ToList();
        if (skipped.Count == 0)
        {
            throw StudioException.Conflict("not_paused", body.Node is null ? "Nothing is to run next." : $"Node '{body.Node}' is not among those that run next.");
        }

        long? last = null;
        foreach (var graph in skipped.GroupBy(static leaf => leaf.Graph.Namespace))
        {
            var edits = graph.Select(static leaf => new StateEdit(null, leaf.Node)).ToArray();
            var made = await request.Coordinator.BulkUpdateStateAsync(new GraphThread(request.ThreadId) { Namespace = graph.Key }, [edits], null, request.Aborted).ConfigureAwait(false);
            last = made.CheckpointId;
        }

        await AnswerAsync(request, last).ConfigureAwait(false);
    }

    private static async Task ForkAsync(StudioRequest request)
    {
        var body = await request.BodyAsync(StudioJson.Default.ForkRequest).ConfigureAwait(false);
        await AnswerAsync(request, await CopyAsync(request, body.Checkpoint).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task RerunAsync(StudioRequest request)
    {
        var body = await request.BodyAsync(StudioJson.Default.RerunRequest).ConfigureAwait(false);
        var mode = DebugModes.Read(body.Debug);
        var name = await StudioInputs.GraphOfAsync(request).ConfigureAwait(false);
        var start = new RunStart(name, StudioInputs.Read(GraphEndpoints.Find(request, name), body.Input), "rerun") { Context = StudioInputs.Context(request) };
        var made = await CopyAsync(request, body.Checkpoint).ConfigureAwait(false);
        var run = await request.Services.Sessions.StartAsync(request.ThreadId, start, mode, request.Aborted).ConfigureAwait(false);
        await request.AnswerAsync(run with { CheckpointId = made }, StudioJson.Default.StartedRun, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static async ValueTask<long?> CopyAsync(StudioRequest request, long? checkpoint)
    {
        var at = new GraphThread(request.ThreadId) { CheckpointId = checkpoint ?? throw StudioException.Invalid("'checkpoint' is the id of a checkpoint.") };
        return (await request.Coordinator.UpdateStateAsync(at, null, Graph.Copy, null, request.Aborted).ConfigureAwait(false)).CheckpointId;
    }

    private static ValueTask<Position> PositionAsync(StudioRequest request) => Position.ReadAsync(request.Coordinator, request.ThreadId, null, request.Aborted);

    /// <summary>Answers with the newest checkpoint; the session of the thread stands there.</summary>
    public static async Task AnswerAsync(StudioRequest request, long? checkpoint)
    {
        var position = await PositionAsync(request).ConfigureAwait(false);
        request.Services.Sessions.NoteEdit(request.ThreadId, position);
        await request.AnswerAsync(new EditAnswer(checkpoint ?? position.CheckpointId, [.. position.Leaves.Select(static leaf => leaf.Path)]), StudioJson.Default.EditAnswer).ConfigureAwait(false);
    }
}
