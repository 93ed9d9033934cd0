using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>The plan stage: the schedule becomes tasks, in the order in which their writes will be applied.</summary>
internal static class StepPlanner
{
    public static void Plan(LoopState loop)
    {
        var tasks = loop.Tasks;
        tasks.Clear();
        var schedule = loop.Schedule;
        foreach (var index in schedule.Nodes())
        {
            tasks.Add(Create(loop, loop.Graph.Nodes[index], -1, null));
        }

        for (var i = 0; i < schedule.Sends.Count; i++)
        {
            var send = schedule.Sends[i];
            loop.Graph.TryFind(send.Node, out var index);
            tasks.Add(Create(loop, loop.Graph.Nodes[index], i, send.Argument));
        }
    }

    /// <summary>Gives tasks what earlier attempts of this superstep left in the store.</summary>
    public static bool Reuse(LoopState loop)
    {
        if (loop.Superstep.Pending is null)
        {
            return false;
        }

        var reused = false;
        foreach (var task in loop.Tasks)
        {
            if (!loop.Superstep.Pending.TryGetValue(task.TaskId, out var pending))
            {
                continue;
            }

            task.Answers = Answers.Of(loop, pending);
            if (pending is { Error: { } error, Result: null } && task.Node.ErrorHandler is not null)
            {
                task.HandledError = CheckpointLoader.ReadJson(loop, error, TaskCodec.ReadHandledError);
            }

            if (pending.Result is { } result && loop.Superstep.ReusesResults)
            {
                TaskCodec.ReadResult(task, CheckpointLoader.ReadResult(loop, result));
                task.IsSaved = !loop.Superstep.CarriesPending;
                reused = true;
            }
        }

        return reused;
    }

    private static GraphTask Create(LoopState loop, GraphNode node, int sendIndex, object? argument) =>
        new(loop, node, sendIndex, argument) { ParentToken = loop.CancellationToken };
}
