using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Finds out why the tasks run that start from a stored checkpoint: from what the superstep before it left, and from the edges of the graph.</summary>
internal sealed class TaskCauses
{
    private readonly Dictionary<string, List<TaskCause>> _causes = new(StringComparer.Ordinal);
    private readonly LoopState _loop;
    private int _sends;

    private TaskCauses(LoopState loop) => _loop = loop;

    /// <summary>The causes by task. A task has none where the superstep before it is not stored.</summary>
    public static IReadOnlyDictionary<string, List<TaskCause>> Of(LoopState loop)
    {
        var causes = new TaskCauses(loop);
        if (loop.At.Source != CheckpointSource.Loop)
        {
            causes.AddOutside();
        }
        else if (!loop.Loaded.OwnResults.IsEmpty)
        {
            causes.AddSuperstep();
        }

        return causes._causes;
    }

    private void AddOutside()
    {
        var kind = _loop.At.Source switch
        {
            CheckpointSource.Input => TaskCauseKind.Input,
            CheckpointSource.Update => TaskCauseKind.Edit,
            _ => TaskCauseKind.Fork,
        };
        foreach (var task in _loop.Tasks)
        {
            Add(task.TaskId, kind, null);
        }
    }

    private void AddSuperstep()
    {
        foreach (var (taskId, result) in ResultReader.ReadStored(_loop, _loop.Loaded.OwnResults))
        {
            if (FindNode(taskId) is { } node)
            {
                AddEdges(taskId, node, result);
                AddRoutes(taskId, node, result);
            }
        }

        foreach (var held in _loop.Schedule.Held)
        {
            AddHeld(held);
        }
    }

    /// <summary>A node that was deferred waits for its turn, which is a cause of its own.</summary>
    private void AddEdges(string taskId, GraphNode node, JsonElement result)
    {
        if (result.TryGetProperty(StoredFormat.Result.HandledError, out _))
        {
            return;
        }

        foreach (var target in node.Targets.Where(static target => target >= 0))
        {
            Add(_loop.Graph.Nodes[target].Name, node.Index == GraphNode.StartIndex ? TaskCauseKind.Entry : TaskCauseKind.Edge, taskId);
        }
    }

    private void AddRoutes(string taskId, GraphNode node, JsonElement result)
    {
        if (!result.TryGetProperty(StoredFormat.Result.Routes, out var routes))
        {
            return;
        }

        var byCommand = result.TryGetProperty(StoredFormat.Result.ByCommand, out var count) ? count.GetInt32() : 0;
        foreach (var (place, route) in routes.EnumerateArray().Index())
        {
            var target = route.GetString()!;
            if (target.EndsWith('#'))
            {
                Add($"{target}{_sends++}", TaskCauseKind.Send, taskId);
            }
            else
            {
                Add(target, place < byCommand ? TaskCauseKind.Command : node.Index == GraphNode.StartIndex ? TaskCauseKind.Entry : TaskCauseKind.Branch, taskId);
            }
        }
    }

    private void AddHeld(int held)
    {
        var (graph, name) = (_loop.Graph, _loop.Graph.Nodes[held].Name);
        foreach (var (join, reached) in _loop.Schedule.Joins)
        {
            if (graph.Joins[join].Target == held && reached.Count == graph.Joins[join].Sources.Length)
            {
                AddTo(name, new TaskCause(TaskCauseKind.Join, [.. graph.Joins[join].Sources.Order().Select(source => graph.NodeAt(source).Name)]));
            }
        }

        if (graph.Nodes[held].Options.Defer)
        {
            Add(name, TaskCauseKind.Deferred, null);
        }
    }

    private GraphNode? FindNode(string taskId)
    {
        var mark = taskId.IndexOf('#', StringComparison.Ordinal);
        return taskId == Graph.Start ? _loop.Graph.Start
            : _loop.Graph.TryFind(mark < 0 ? taskId : taskId[..mark], out var index) ? _loop.Graph.Nodes[index]
            : null;
    }

    private void Add(string taskId, TaskCauseKind kind, string? from)
    {
        if (from is not null && _causes.TryGetValue(taskId, out var known) && known.FindIndex(cause => cause.Kind == kind) is var same and >= 0)
        {
            known[same] = known[same] with { From = [.. known[same].From, from] };
            return;
        }

        AddTo(taskId, new TaskCause(kind, from is null ? [] : [from]));
    }

    private void AddTo(string taskId, TaskCause cause)
    {
        if (!_causes.TryGetValue(taskId, out var causes))
        {
            _causes[taskId] = causes = [];
        }

        causes.Add(cause);
    }
}
