using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Finds the thread, checkpoint and namespace that an action names, and remembers labels.</summary>
internal sealed class ThreadLocator(CompiledGraph<JsonState> graph, string prefix)
{
    private readonly Dictionary<string, GraphThread> _labels = new(StringComparer.Ordinal);

    /// <summary>The thread that an action runs on, or <see langword="null"/> where the graph has no checkpointer.</summary>
    public async ValueTask<GraphThread> FindAsync(JsonElement action)
    {
        GraphThread thread = prefix + (action.Member("thread").GetString() ?? "1");
        if (action.TryMember("ns") is { } ns)
        {
            thread = thread with { Namespace = ns.GetString()! };
        }

        thread = await PlaceAsync(thread, action.TryMember("at"));
        if (action.TryMember("in") is not { } path)
        {
            return thread;
        }

        return await PlaceAsync(await EnterAsync(thread, path), action.TryMember("in_at"));
    }

    public void Save(JsonElement action, GraphThread thread)
    {
        if (action.TryMember("save_as") is { } label)
        {
            _labels[label.GetString()!] = thread;
        }
    }

    /// <summary>The checkpoint of a thread that an index or a label names.</summary>
    public async ValueTask<GraphThread> PlaceAsync(GraphThread thread, JsonElement? at)
    {
        if (at is not { } place || place.IsNull())
        {
            return thread;
        }

        if (place.ValueKind == JsonValueKind.String)
        {
            var label = _labels[place.GetString()!];
            return thread with { CheckpointId = label.CheckpointId, Namespace = thread.Namespace.Length > 0 ? thread.Namespace : label.Namespace };
        }

        var history = await HistoryAsync(thread, null);
        var index = place.GetInt32();
        return thread with { CheckpointId = history[index < 0 ? history.Count + index : index].CheckpointId };
    }

    /// <summary>The history of the graph or subgraph that a thread names, newest first.</summary>
    public async ValueTask<List<StateSnapshot>> HistoryAsync(GraphThread thread, HistoryQuery? query)
    {
        var history = new List<StateSnapshot>();
        var whole = thread with { CheckpointId = null };
        if (thread.Namespace.Length > 0)
        {
            await foreach (var snapshot in graph.GetSubgraphHistoryAsync(whole, query))
            {
                history.Add(snapshot);
            }

            return history;
        }

        await foreach (var snapshot in graph.GetHistoryAsync(whole, query))
        {
            history.Add(snapshot);
        }

        return history;
    }

    public async ValueTask<StateSnapshot> StateAsync(GraphThread thread, bool subgraphs) => thread.Namespace.Length > 0
        ? await graph.GetSubgraphStateAsync(thread, subgraphs)
        : await graph.GetStateAsync(thread, subgraphs);

    private async ValueTask<GraphThread> EnterAsync(GraphThread thread, JsonElement path)
    {
        StateSnapshot snapshot = await graph.GetStateAsync(thread, subgraphs: true);
        var ns = "";
        foreach (var node in path.Items().Select(static n => n.GetString()!))
        {
            var task = snapshot.Tasks.First(t => t.Name == node && t.SubgraphNamespace is not null);
            ns = task.SubgraphNamespace!;
            snapshot = task.Subgraph ?? snapshot;
        }

        return thread with { Namespace = ns, CheckpointId = null };
    }
}
