using GraphRuntime.Conformance.Building;
using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Runs the actions of a case and gives their answers in the normalised form.</summary>
internal sealed class ScriptRunner(CompiledGraph<JsonState> graph, GraphSite site, string prefix, CancellationToken cancellationToken)
{
    private readonly ThreadLocator _locator = new(graph, prefix);

    /// <summary>What the last action threw, or <see langword="null"/>.</summary>
    public Exception? LastError { get; private set; }

    private bool HasStore => site.Spec.Checkpointer != false;

    /// <summary>Runs one action. A failure is part of the answer.</summary>
    public async ValueTask<JsonElement> RunAsync(JsonElement action)
    {
        LastError = null;
        try
        {
            return action.GetProperty("do").GetString() switch
            {
                "invoke" => await InvokeAsync(action),
                "stream" => await StreamAsync(action),
                "get_state" => await GetStateAsync(action),
                "history" => await HistoryAsync(action),
                "update_state" => await UpdateAsync(action),
                "bulk_update_state" => await BulkUpdateAsync(action),
                "ticks" => Answer("ticks", Json.Object(site.Counters.AllTicks().Select(static t => KeyValuePair.Create(t.Key, Json.Number(t.Value))))),
                "delete_thread" => await DeleteAsync(action),
                var name => throw new NotSupportedException($"Action '{name}' is not part of the format."),
            };
        }
        catch (Exception e) when (e is not NotSupportedException && !cancellationToken.IsCancellationRequested)
        {
            return Answer("error", Describe(e));
        }
    }

    /// <summary>The state of the thread that an action is about, with subgraphs; JSON null where there is none to be seen.</summary>
    public async ValueTask<JsonElement> LookAsync(JsonElement action)
    {
        var (thread, error) = (action.Member("thread"), LastError);
        var look = thread.IsNull() ? [] : new[] { ("thread", thread) };
        var answer = HasStore ? await RunAsync(Json.Object([("do", Json.Text("get_state")), ("subgraphs", Json.Flag(true)), .. look])) : Json.Null;
        LastError = error;
        return answer.Member("state");
    }

    private JsonElement Describe(Exception error)
    {
        LastError = error;
        return ErrorJson.Write(error, site.Counters);
    }

    private static JsonElement Answer(string name, JsonElement value) => Json.Object((name, value));

    private async ValueTask<(GraphInput<JsonState> Input, GraphThread? Thread, RunConfig Config)> PrepareAsync(JsonElement action)
    {
        var thread = HasStore ? await _locator.FindAsync(action) : null;
        var input = await new InputReader(site, _locator).ReadAsync(action.Member("input"), thread);
        return (input, thread, new RunConfig
        {
            InterruptBefore = GraphSpec.Breakpoints(action.Member("interrupt_before")),
            InterruptAfter = GraphSpec.Breakpoints(action.Member("interrupt_after")),
            RecursionLimit = action.TryMember("recursion_limit")?.GetInt32() ?? 25,
            Durability = action.Member("durability").GetString() switch { "sync" => DurabilityMode.Sync, "exit" => DurabilityMode.Exit, _ => DurabilityMode.Async },
            StreamModes = action.Member("modes").Items().Aggregate(StreamModes.None, static (modes, m) => modes | Enum.Parse<StreamModes>(m.GetString()!, ignoreCase: true)),
            StreamSubgraphs = action.Member("subgraphs").IsTrue(),
        });
    }

    private async ValueTask<JsonElement> InvokeAsync(JsonElement action)
    {
        var (input, thread, config) = await PrepareAsync(action);
        var result = await graph.InvokeAsync(input, thread, config, cancellationToken);
        var interrupts = result.Interrupts.Select(static i => i.Value).OrderBy(CompactJson.Write, StringComparer.Ordinal);
        return Answer("result", Json.Object(("values", result.State.ToJson()), ("interrupts", Json.List(interrupts))));
    }

    private async ValueTask<JsonElement> StreamAsync(JsonElement action)
    {
        var chunks = new List<JsonElement>();
        JsonElement? error = null;
        try
        {
            var (input, thread, config) = await PrepareAsync(action);
            await foreach (var graphEvent in graph.StreamAsync(input, thread, config, cancellationToken))
            {
                chunks.AddRange(ChunkJson.Write(graphEvent, config.StreamModes ?? StreamModes.Values, config.StreamSubgraphs));
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            error = Describe(e);
        }

        return error is { } failure ? Json.Object(("chunks", Json.List(chunks)), ("error", failure)) : Answer("chunks", Json.List(chunks));
    }

    private async ValueTask<JsonElement> GetStateAsync(JsonElement action)
    {
        var thread = await _locator.FindAsync(action);
        var state = await _locator.StateAsync(thread, action.Member("subgraphs").IsTrue());
        _locator.Save(action, thread with { CheckpointId = state.CheckpointId });
        return Answer("state", SnapshotJson.Write(state));
    }

    private async ValueTask<JsonElement> HistoryAsync(JsonElement action)
    {
        var thread = await _locator.FindAsync(action);
        var whole = await _locator.HistoryAsync(thread, null);
        var places = whole.Select(static (s, i) => (s.CheckpointId, Index: i)).ToDictionary(static p => p.CheckpointId ?? 0, static p => p.Index);
        var query = new HistoryQuery
        {
            Limit = action.TryMember("limit")?.GetInt32(),
            Before = action.TryMember("before") is { } before ? (await _locator.PlaceAsync(thread, before)).CheckpointId : null,
            Source = action.Member("filter").Member("source").GetString() is { } source ? Enum.Parse<CheckpointSource>(source, ignoreCase: true) : null,
            Step = action.Member("filter").TryMember("step")?.GetInt32(),
        };
        var history = await _locator.HistoryAsync(thread, query);
        return Answer("history", Json.List(history.Select(s => SnapshotJson.Write(
            s,
            ("index", Json.Number(places[s.CheckpointId ?? 0])),
            ("parent", s.ParentCheckpointId is { } parent && places.TryGetValue(parent, out var place) ? Json.Number(place) : Json.Null)))));
    }

    private async ValueTask<JsonElement> UpdateAsync(JsonElement action)
    {
        var thread = await _locator.FindAsync(action);
        var values = action.Member("values") is { ValueKind: JsonValueKind.Object } update ? update : (JsonElement?)null;
        var asNode = AsNode(action);
        var made = thread.Namespace.Length > 0
            ? await graph.UpdateSubgraphStateAsync(thread, SubgraphUpdate(action, values), asNode, cancellationToken)
            : await graph.UpdateStateAsync(thread, values is { } v ? site.ToUpdate(v) : null, asNode, cancellationToken);
        _locator.Save(action, made);
        return Answer("state", SnapshotJson.Write(await _locator.StateAsync(made, subgraphs: false)));
    }

    private async ValueTask<JsonElement> BulkUpdateAsync(JsonElement action)
    {
        var thread = await _locator.FindAsync(action);
        var supersteps = action.GetProperty("supersteps").Items().Select(step => step.Items().Select(edit => new StateEdit<JsonState>(
            edit.Member("values") is { ValueKind: JsonValueKind.Object } values ? site.ToUpdate(values) : null,
            AsNode(edit))).ToArray()).ToArray();
        var made = await graph.BulkUpdateStateAsync(thread, supersteps, cancellationToken);
        _locator.Save(action, made);
        return Answer("state", SnapshotJson.Write(await _locator.StateAsync(made, subgraphs: false)));
    }

    private async ValueTask<JsonElement> DeleteAsync(JsonElement action)
    {
        await graph.DeleteThreadAsync((await _locator.FindAsync(action)).Id, cancellationToken);
        return Answer("ok", Json.Flag(true));
    }

    private JsonUpdate? SubgraphUpdate(JsonElement action, JsonElement? values)
    {
        var path = action.TryMember("in")?.Items() ?? action.Member("ns").Spread();
        return values is { } update ? path.Aggregate(site, static (s, node) => s.Children[node.GetString()!]).ToUpdate(update) : null;
    }

    private static string? AsNode(JsonElement edit) => edit.Member("as_node").GetString() switch
    {
        "INPUT" => Graph.Input,
        "COPY" => Graph.Copy,
        { } node => GraphSite.NodeName(node),
        null => null,
    };
}
