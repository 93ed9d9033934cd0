using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Turns what nodes and conditional edges say into checked destinations.</summary>
internal static class Router
{
    /// <summary>Asks the conditional edges of a finished task, which see the state with only that task's writes.</summary>
    public static ValueTask BranchAsync(GraphTask task, bool isAlone)
    {
        var state = StateWithOwnWrites(task, isAlone);
        var branches = task.Node.Branches;
        for (var i = 0; i < branches.Length; i++)
        {
            var choosing = branches[i].Choose(state, task.ParentToken);
            if (!choosing.IsCompletedSuccessfully)
            {
                return AwaitAsync(task, state, i, choosing);
            }

            Resolve(task, choosing.Result, branches[i].Map);
        }

        task.State = TaskState.Done;
        return ValueTask.CompletedTask;
    }

    /// <summary>Adds checked destinations to a task.</summary>
    public static void Resolve(GraphTask task, Routes routes, IReadOnlyDictionary<string, int>? map)
    {
        for (var i = 0; i < routes.Count; i++)
        {
            if (Resolve(task.Loop.Graph, task.Node.Name, routes[i], map) is { } destination)
            {
                task.AddDestination(destination);
            }
        }
    }

    /// <summary>Adds the destinations of a command; where its node declares where it goes, others are refused.</summary>
    public static void Follow(GraphTask task, Routes routes)
    {
        if (task.Node.Destinations is { } declared)
        {
            foreach (var route in routes)
            {
                var name = route.Send?.Node ?? route.Node ?? "";
                if (!declared.Contains(name))
                {
                    throw new RouteException(task.Loop.Graph.Name, task.NodeName, name, declared);
                }
            }
        }

        Resolve(task, routes, map: null);
        task.CommandDestinations = task.Destinations.Count;
    }

    /// <summary>Checks one destination; <see langword="null"/> is the end.</summary>
    public static Destination? Resolve(GraphDefinition graph, string from, Route route, IReadOnlyDictionary<string, int>? map)
    {
        if (route.Send is { } send)
        {
            return new Destination(FindTarget(graph, from, send.Node, null), CheckArgument(graph, send));
        }

        var name = route.Node ?? throw new RouteException(graph.Name, from, "", map?.Keys ?? graph.NodeNames);
        var index = FindTarget(graph, from, name, map);
        return index == GraphNode.EndIndex ? null : new Destination(index, null);
    }

    private static int FindTarget(GraphDefinition graph, string from, string name, IReadOnlyDictionary<string, int>? map)
    {
        if (map is not null)
        {
            return map.TryGetValue(name, out var mapped) ? mapped : throw new RouteException(graph.Name, from, name, map.Keys);
        }

        if (name == Graph.End)
        {
            return GraphNode.EndIndex;
        }

        return graph.TryFind(name, out var index) ? index : throw new RouteException(graph.Name, from, name, graph.NodeNames);
    }

    private static Send CheckArgument(GraphDefinition graph, Send send)
    {
        graph.TryFind(send.Node, out var index);
        var type = graph.Nodes[index].InputType;
        var accepted = graph.Schema.AcceptsArgument(send.Argument, type);
        return accepted ? send : throw InvalidUpdateException.In(
            graph.Name,
            null,
            $"Graph '{graph.Name}': node '{send.Node}' takes a {type.Name}, but a send gives it a {send.Argument?.GetType().Name ?? "null"}. Send an argument of the node's type.");
    }

    private static object StateWithOwnWrites(GraphTask task, bool isAlone)
    {
        if (task.Update is null)
        {
            return task.Loop.ReadState();
        }

        if (isAlone && !task.Loop.DefersStorage)
        {
            StepApplier.Write(task.Loop, task);
            return task.Loop.ReadState();
        }

        var overlay = task.Loop.Channels.Overlay();
        StepApplier.Write(task, new UpdateWriter(overlay));
        return task.Loop.Graph.Schema.ReadState(overlay.All);
    }

    private static async ValueTask AwaitAsync(GraphTask task, object state, int branch, ValueTask<Routes> choosing)
    {
        var branches = task.Node.Branches;
        Resolve(task, await choosing.ConfigureAwait(false), branches[branch].Map);
        for (var i = branch + 1; i < branches.Length; i++)
        {
            Resolve(task, await branches[i].Choose(state, task.ParentToken).ConfigureAwait(false), branches[i].Map);
        }

        task.State = TaskState.Done;
    }
}
