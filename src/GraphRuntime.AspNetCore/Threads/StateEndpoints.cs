using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>States of threads and their history.</summary>
internal static class StateEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi("GET", "/threads/{thread}/state", "Reads the state of a thread.", static request => GetAsync(request, null))
            .Query(typeof(bool), "subgraphs").Query(typeof(string[]), "select").Answers(typeof(WireState));
        routes.MapApi("POST", "/threads/{thread}/state", "Edits the state of a thread.", static request => UpdateAsync(request))
            .Takes(typeof(UpdateStateRequest)).Answers(typeof(WireEditedState)).Fails(409);
        routes.MapApi("PATCH", "/threads/{thread}/state", "Changes the metadata of the newest state of a thread.", static request => PatchAsync(request))
            .Takes(typeof(PatchThreadRequest)).AnswersNothing();
        routes.MapApi("GET", "/threads/{thread}/state/{checkpoint}", "Reads an earlier state of a thread.", static request => GetAsync(request, request.Route("checkpoint")))
            .Query(typeof(bool), "subgraphs").Query(typeof(string[]), "select").Answers(typeof(WireState));
        routes.MapApi("POST", "/threads/{thread}/state/checkpoint", "Reads the state at a checkpoint, or of a subgraph.", static request => GetAtAsync(request))
            .Takes(typeof(ReadStateRequest)).Answers(typeof(WireState));
        routes.MapApi("GET", "/threads/{thread}/history", "Lists the states of a thread, the newest first.", static request => ListAsync(request))
            .Query(typeof(int), "limit").Query(typeof(string), "before").Query(typeof(string[]), "select").Answers(typeof(List<WireState>));
        routes.MapApi("POST", "/threads/{thread}/history", "Lists the states of a thread, the newest first.", static request => ListPostedAsync(request))
            .Takes(typeof(HistoryRequest), isOptional: true).Answers(typeof(List<WireState>));
    }

    /// <summary>Applies edits to a thread that was just created.</summary>
    public static async ValueTask ApplyAsync(ApiRequest request, ThreadInfo thread, IReadOnlyList<SuperstepRequest> supersteps)
    {
        if (supersteps.Any(static step => step?.Updates is null || step.Updates.Contains(null!)))
        {
            throw ApiException.Bad("A superstep is an object with a list of 'updates', and each of them is an object.");
        }

        var graph = RequireGraph(request, thread);
        var inputs = new RunInputs(graph, request.Api.NewId);
        var edits = supersteps.Select(step => (IReadOnlyList<StateEdit>)[.. step.Updates.Select(edit => new StateEdit(ReadEdit(inputs, edit), edit.AsNode))]).ToArray();
        await request.Coordinator.BulkUpdateStateAsync(new GraphThread(thread.ThreadId), edits, thread.Metadata["graph_id"] as string, request.Aborted).ConfigureAwait(false);
    }

    private static StateUpdate? ReadEdit(RunInputs inputs, StateEditRequest edit) => (edit.Values ?? edit.Command?.Update) is { ValueKind: not JsonValueKind.Null } values ? inputs.ReadUpdate(values) : null;

    private static CompiledGraph RequireGraph(ApiRequest request, ThreadInfo thread) => ThreadReader.GraphOf(request, thread) is { } name
        ? request.Api.Graphs.Find(name)!
        : throw ApiException.Bad($"Thread '{thread.ThreadId}' has no graph yet. Run it first, or create it with 'graph_id' in its metadata.");

    private static async Task GetAsync(ApiRequest request, string? checkpoint)
    {
        // A front end asks for the state of a thread before the thread exists, and takes 404 for an answer.
        var threadId = request.Route("thread");
        var thread = await request.TryFindThreadAsync(threadId).ConfigureAwait(false) ?? throw ApiException.NotFound("thread", threadId);
        var at = new GraphThread(thread.ThreadId) { CheckpointId = checkpoint is null ? null : CheckpointIds.Parse(checkpoint) };
        await WriteAsync(request, thread, at, request.Flag("subgraphs"), new Fields(request.QueryList("select"))).ConfigureAwait(false);
    }

    private static async Task GetAtAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.ReadStateRequest).ConfigureAwait(false);
        var thread = await request.FindThreadAsync(request.Route("thread")).ConfigureAwait(false);
        await WriteAsync(request, thread, PlaceOf(thread, body.Checkpoint), body.Subgraphs == true, new Fields(body.Select)).ConfigureAwait(false);
    }

    private static GraphThread PlaceOf(ThreadInfo thread, CheckpointRequest? checkpoint, string? checkpointId = null) => new(thread.ThreadId)
    {
        CheckpointId = (checkpointId ?? checkpoint?.CheckpointId) is { Length: > 0 } id ? CheckpointIds.Parse(id) : null,
        Namespace = checkpoint?.CheckpointNs ?? "",
    };

    private static async Task WriteAsync(ApiRequest request, ThreadInfo thread, GraphThread at, bool subgraphs, Fields fields)
    {
        var state = await request.ReadStateAsync(thread, at, subgraphs).ConfigureAwait(false);
        if (at.CheckpointId is { } wanted && state?.CheckpointId is null)
        {
            throw ApiException.NotFound("checkpoint", CheckpointIds.ToWire(wanted));
        }

        await request.WriteAsync(json => StateWriter.Write(json, thread, state, fields)).ConfigureAwait(false);
    }

    private static async Task UpdateAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.UpdateStateRequest).ConfigureAwait(false);
        var thread = await request.FindThreadAsync(request.Route("thread")).ConfigureAwait(false);
        var graph = RequireGraph(request, thread);
        var values = body.Values is { ValueKind: not JsonValueKind.Null } given ? new RunInputs(graph, request.Api.NewId).ReadUpdate(given) : null;
        var place = PlaceOf(thread, body.Checkpoint, body.CheckpointId);
        var made = await request.Coordinator.UpdateStateAsync(place, values, body.AsNode, ThreadReader.GraphOf(request, thread), request.Aborted).ConfigureAwait(false);
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            StateWriter.WriteCheckpoint(json, "checkpoint", thread.ThreadId, made.Namespace, made.CheckpointId);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static async Task PatchAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.PatchThreadRequest).ConfigureAwait(false);
        var thread = await request.FindThreadAsync(request.Route("thread")).ConfigureAwait(false);
        var state = await request.ReadStateAsync(thread).ConfigureAwait(false);
        if (state?.CheckpointId is not { } id)
        {
            throw ApiException.Bad($"Thread '{thread.ThreadId}' has no state yet.");
        }

        await request.Coordinator.UpdateThreadAsync(thread.ThreadId, StateNotes.Change(thread, id, body.Metadata), request.Aborted).ConfigureAwait(false);
        request.Done();
    }

    private static Task ListAsync(ApiRequest request) => ListAsync(request, new HistoryRequest
    {
        Limit = request.Number("limit", 10),
        Before = request.Query("before") is { } before ? JsonDocument.Parse(JsonBytes.Of(json => json.WriteStringValue(before))).RootElement : null,
        Select = request.QueryList("select"),
    });

    private static async Task ListPostedAsync(ApiRequest request) =>
        await ListAsync(request, await request.OptionalBodyAsync(WireJson.Default.HistoryRequest).ConfigureAwait(false) ?? new HistoryRequest()).ConfigureAwait(false);

    private static async Task ListAsync(ApiRequest request, HistoryRequest body)
    {
        var thread = await request.FindThreadAsync(request.Route("thread")).ConfigureAwait(false);
        var (limit, _) = request.Page(body.Limit, 0);
        var states = new List<StateSnapshot>();
        if (ThreadReader.GraphOf(request, thread) is { } graph)
        {
            var query = HistoryQueries.Of(body, limit);
            var place = new GraphThread(thread.ThreadId) { Namespace = body.Checkpoint?.CheckpointNs ?? "" };
            await foreach (var state in request.Coordinator.GetHistoryAsync(place, query, graph, request.Aborted).ConfigureAwait(false))
            {
                states.Add(state);
            }
        }

        var fields = new Fields(body.Select);
        await request.WriteListAsync(states, (json, state) => StateWriter.Write(json, thread, state, fields)).ConfigureAwait(false);
    }
}
