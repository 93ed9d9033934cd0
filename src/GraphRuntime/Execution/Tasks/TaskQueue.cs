using System.Diagnostics.CodeAnalysis;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>
/// The tasks of a superstep that have not started, in order, with the limits on how many may be in flight: of all tasks, and of one node. Safe for concurrent use.
/// </summary>
internal sealed class TaskQueue
{
    private readonly Lock _gate = new();
    private readonly GraphTask[] _tasks;
    private readonly int _limit;
    private readonly Dictionary<GraphNode, NodeSlots>? _nodes;
    private readonly Queue<GraphTask> _released = new();
    private int _next;
    private int _inFlight;

    public TaskQueue(GraphTask[] tasks, int limit)
    {
        _tasks = tasks;
        _limit = limit;
        if (Array.Exists(tasks, static task => task.Node.Options.MaxConcurrency is not null))
        {
            _nodes = tasks.Select(static task => task.Node).Distinct().Where(static node => node.Options.MaxConcurrency is not null)
                .ToDictionary(static node => node, static node => new NodeSlots(node.Options.MaxConcurrency!.Value));
        }
    }

    /// <summary>Takes the next task that may start now. After each task that ends, a caller must try again.</summary>
    public bool TryTake([NotNullWhen(true)] out GraphTask? task)
    {
        // One lock for counts and queue: a caller that finds all slots taken can rely on the caller that frees one to look again.
        lock (_gate)
        {
            task = _inFlight < _limit ? Next() : null;
            if (task is not null)
            {
                _inFlight++;
            }

            return task is not null;
        }
    }

    /// <summary>Frees the slots of a task that has ended.</summary>
    public void Release(GraphTask task)
    {
        lock (_gate)
        {
            _inFlight--;
            if (_nodes?.GetValueOrDefault(task.Node) is not { } slots)
            {
                return;
            }

            if (slots.Waiting.TryDequeue(out var waiting))
            {
                // The slot of the node passes on to its next task, which may start as soon as the limit of all tasks allows.
                _released.Enqueue(waiting);
            }
            else
            {
                slots.Free++;
            }
        }
    }

    private GraphTask? Next()
    {
        if (_released.TryDequeue(out var released))
        {
            return released;
        }

        while (_next < _tasks.Length)
        {
            var task = _tasks[_next++];
            if (_nodes?.GetValueOrDefault(task.Node) is not { } slots)
            {
                return task;
            }

            if (slots.Free > 0)
            {
                slots.Free--;
                return task;
            }

            slots.Waiting.Enqueue(task);
        }

        return null;
    }

    private sealed class NodeSlots(int free)
    {
        public int Free { get; set; } = free;

        public Queue<GraphTask> Waiting { get; } = new();
    }
}
