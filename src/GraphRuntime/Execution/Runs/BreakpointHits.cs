using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Whether a run pauses at what it has planned or is about to plan.</summary>
internal static class BreakpointHits
{
    public static bool Hits(this BreakpointSet breakpoints, List<GraphTask> tasks)
    {
        if (breakpoints.IsEmpty)
        {
            return false;
        }

        foreach (var task in tasks)
        {
            if (breakpoints.Contains(task.Node.Index))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the tasks that a schedule leads to would hit.</summary>
    public static bool Hits(this BreakpointSet breakpoints, Schedule schedule, GraphDefinition graph)
    {
        if (breakpoints.IsEmpty)
        {
            return false;
        }

        foreach (var send in schedule.Sends)
        {
            if (graph.TryFind(send.Node, out var index) && breakpoints.Contains(index))
            {
                return true;
            }
        }

        return schedule.Nodes().Exists(breakpoints.Contains);
    }
}
