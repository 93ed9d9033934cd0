using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;
using GraphRuntime.Streaming;

namespace GraphRuntime.Execution;

/// <summary>Builds snapshots from running graphs and from stored checkpoints.</summary>
internal static class SnapshotBuilder
{
    /// <summary>The snapshot of a running graph whose next tasks are planned.</summary>
    public static StateSnapshot FromLoop(LoopState loop) => new(loop.ReadState())
    {
        ThreadId = loop.Run.ThreadId,
        Namespace = loop.Namespace,
        CheckpointId = loop.CheckpointId,
        ParentCheckpointId = loop.At.ParentId > 0 ? loop.At.ParentId : null,
        Source = loop.At.Source,
        Step = loop.Step - 1,
        CreatedAt = loop.At.CreatedAt,
        RunId = loop.Run.RunId,
        Next = [.. Names(loop)],
        Tasks = [.. loop.Tasks.Select(t => Describe(loop, t, JsonValues.EmptyObject, null))],
    };

    /// <summary>The snapshot of a stored checkpoint.</summary>
    /// <param name="loop">The loaded state; it must not be run afterwards.</param>
    /// <param name="showsPending">Whether writes of finished tasks are shown as applied.</param>
    /// <param name="subgraphs">Whether the states of subgraphs are read.</param>
    public static async ValueTask<StateSnapshot<TState>> FromStoredAsync<TState>(LoopState loop, bool showsPending, bool subgraphs)
        where TState : class
    {
        var (tasks, next) = await DescribeAsync(loop, showsPending, subgraphs).ConfigureAwait(false);
        return Create<TState>(loop, loop.ReadState(), tasks, next);
    }

    /// <summary>The snapshot of a stored checkpoint with the state that a replay came to.</summary>
    /// <param name="loop">The loaded state; it must not be run afterwards.</param>
    /// <param name="replayed">The channels of the replay, or <see langword="null"/> for the stored state.</param>
    public static async ValueTask<StateSnapshot<TState>> FromReplayAsync<TState>(LoopState loop, ChannelSet? replayed)
        where TState : class
    {
        var stored = loop.ReadState();
        var (tasks, next) = await DescribeAsync(loop, showsPending: false, subgraphs: false).ConfigureAwait(false);
        return Create<TState>(loop, replayed is null ? stored : loop.Graph.Schema.ReadState(replayed.All), tasks, next);
    }

    private static StateSnapshot<TState> Create<TState>(LoopState loop, object state, List<TaskSnapshot> tasks, List<string> next)
        where TState : class => new(state)
        {
            ThreadId = loop.Run.ThreadId,
            Namespace = loop.Namespace,
            CheckpointId = loop.HasCheckpoint ? loop.CheckpointId : null,
            ParentCheckpointId = loop.At.ParentId > 0 ? loop.At.ParentId : null,
            Source = loop.HasCheckpoint ? loop.At.Source : null,
            Step = loop.HasCheckpoint ? loop.Step - 1 : null,
            CreatedAt = loop.HasCheckpoint ? loop.At.CreatedAt : null,
            RunId = loop.Loaded.RunId,
            Metadata = RunMetadata.Decode(loop.Loaded.Metadata),
            Next = next,
            Tasks = tasks,
            StateJson = loop.KeepsJson ? EventJson.State(loop.Channels.All, loop.Graph.OutputChannels) : default,
        };

    /// <summary>The snapshot of whatever graph a task runs.</summary>
    public static async ValueTask<StateSnapshot> OfSubgraphAsync(LoopState loop, GraphTask task, GraphDefinition subgraph)
    {
        var child = LoopState.OfCall(SubgraphCall.First(task, subgraph));
        child.KeepsJson = loop.KeepsJson;
        if (child.Checkpointer is null)
        {
            await LoopStart.LoadAsync(child, null).ConfigureAwait(false);
        }
        else
        {
            await CallLoader.LookAsync(child).ConfigureAwait(false);
        }

        return await FromStoredAsync<object>(child, showsPending: true, subgraphs: true).ConfigureAwait(false);
    }

    private static async ValueTask<(List<TaskSnapshot> Tasks, List<string> Next)> DescribeAsync(LoopState loop, bool showsPending, bool subgraphs)
    {
        CommandEdit.ApplyStored(loop);
        StepPlanner.Plan(loop);
        StepPlanner.Reuse(loop);
        var results = await ResultReader.ReadAllAsync(loop).ConfigureAwait(false);
        var snapshots = new List<TaskSnapshot>();
        var causes = TaskCauses.Of(loop);
        if (loop.Schedule.Input is not null || loop.Loaded.InputChild > 0)
        {
            snapshots.Add(new TaskSnapshot
            {
                Id = Graph.Start,
                Name = Graph.Start,
                Causes = [new TaskCause(TaskCauseKind.Input, [])],
                Writes = Writes(results.GetValueOrDefault(Graph.Start, JsonValues.EmptyObject)),
            });
        }

        foreach (var task in loop.Tasks)
        {
            var open = showsPending && loop.Superstep.Pending?.GetValueOrDefault(task.TaskId) is { Result: null } pending
                ? await OpenQuestions.ReadAsync(loop, pending, isAtHead: true).ConfigureAwait(false)
                : null;
            var snapshot = Describe(loop, task, results.GetValueOrDefault(task.TaskId, JsonValues.EmptyObject), open) with
            {
                Causes = causes.TryGetValue(task.TaskId, out var why) ? why : [],
            };
            if (subgraphs && task.Node.Subgraph is { } subgraph)
            {
                snapshot = snapshot with { Subgraph = await OfSubgraphAsync(loop, task, subgraph).ConfigureAwait(false) };
            }

            snapshots.Add(snapshot);
        }

        var next = Names(loop, showsPending).ToList();
        if (showsPending)
        {
            ShowPending(loop);
        }

        return (snapshots, next);
    }

    private static void ShowPending(LoopState loop)
    {
        foreach (var task in loop.Tasks)
        {
            if (task.IsFinished)
            {
                StepApplier.Write(loop, task);
            }
        }

        var kept = KeptUpdates.Apply(loop, loop.Tasks.Where(static task => !task.IsFinished).Select(static task => task.TaskId));
        if (kept.Count > 0 || loop.Tasks.Exists(static t => t.IsFinished))
        {
            loop.Channels.EndStep();

            // A state that is looked at shows what lasts; values that live for one superstep belong to the superstep to come.
            loop.Channels.EndStep();
            loop.Superstep.IsShowingPending = true;
        }
    }

    private static IEnumerable<string> Names(LoopState loop, bool leavesOutFinished = false)
    {
        var showsStart = loop.Tasks.Exists(static t => t.Node.Index == GraphNode.StartIndex);
        if (!showsStart && (loop.Schedule.Input is not null || loop.Loaded.InputChild > 0))
        {
            yield return Graph.Start;
        }

        foreach (var task in loop.Tasks)
        {
            if (!leavesOutFinished || !task.IsFinished)
            {
                yield return task.NodeName;
            }
        }
    }

    private static TaskSnapshot Describe(LoopState loop, GraphTask task, JsonElement result, List<Interrupt>? open)
    {
        var pending = loop.Superstep.Pending?.GetValueOrDefault(task.TaskId);
        var error = pending?.Error is { } stored
            ? CheckpointLoader.ReadJson(loop, stored, static json => json.GetProperty(StoredFormat.Error.Message).GetString())
            : result.TryGetProperty(StoredFormat.Result.HandledError, out var handled) ? handled.GetString() : null;
        var interrupts = open ?? (pending?.Interrupts is { } asked
            ? CheckpointLoader.ReadJson(loop, asked, json => QuestionCodec.ReadInterrupts(json, loop.Graph.Schema.JsonOptions))
            : []);
        var writes = pending?.Result is { } own ? CheckpointLoader.ReadResult(loop, own) : result;
        return new TaskSnapshot
        {
            Id = task.TaskId,
            Name = task.NodeName,
            Error = error,
            Interrupts = interrupts,
            IsFinished = pending?.Result is not null || result.EnumerateObject().Any(),
            Writes = Writes(writes),
            WasHandled = writes.TryGetProperty(StoredFormat.Result.HandledError, out _),
            SubgraphNamespace = task.Node.Subgraph is { } subgraph ? SubgraphCall.FirstNamespace(task, subgraph) : null,
        };
    }

    private static Dictionary<string, JsonElement>? Writes(JsonElement stored)
    {
        var writes = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        StoredWrites.Add(writes, stored, static _ => true);
        return writes.Count == 0 ? null : writes;
    }
}
