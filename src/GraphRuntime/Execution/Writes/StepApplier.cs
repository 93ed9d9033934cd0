using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>The apply stage: writes of finished tasks go to the channels in task order, and what they trigger makes the next schedule.</summary>
internal static class StepApplier
{
    public static void Apply(LoopState loop)
    {
        NoteSeen(loop);
        loop.Schedule.Begin(ran: true, loop.Graph);
        foreach (var task in loop.Tasks)
        {
            Write(loop, task);
            Trigger(loop, task);
        }

        loop.Schedule.End();
        loop.RecordedWrites?.Record(loop);
    }

    /// <summary>
    /// Applies the writes to a copy, to find out whether they fit: where the last superstep is not stored yet, a failure half-way must not reach the state
    /// that will be.
    /// </summary>
    public static void Try(LoopState loop)
    {
        var overlay = loop.Channels.Trial();
        foreach (var task in loop.Tasks)
        {
            if (!task.IsApplied)
            {
                Write(task, new UpdateWriter(overlay));
            }
        }
    }

    public static void Write(LoopState loop, GraphTask task)
    {
        if (task.Update is not null && !task.IsApplied)
        {
            Write(task, new UpdateWriter(loop.Channels.All));
            task.IsApplied = true;
        }
    }

    /// <summary>Writes what a task wrote; a refusal says where it happened.</summary>
    public static void Write(GraphTask task, UpdateWriter writer)
    {
        try
        {
            task.Update?.WriteTo(writer);
        }
        catch (InvalidUpdateException e) when (e.Graph is null)
        {
            throw e.At(task.Loop.Graph.Name, task.ThreadId, task.NodeName);
        }
    }

    /// <summary>Adds what a finished task triggers to the schedule that is being collected.</summary>
    public static void Trigger(LoopState loop, GraphTask task)
    {
        var (graph, schedule) = (loop.Graph, loop.Schedule);
        if (task.FollowsEdges && task.ParentCommand is null)
        {
            foreach (var target in task.Node.Targets)
            {
                schedule.Trigger(target, graph);
            }

            ReachJoins(loop, task);
        }

        Follow(loop, in task.Destinations);
    }

    /// <summary>Adds destinations to the schedule that is being collected.</summary>
    public static void Follow(LoopState loop, ref readonly DestinationList destinations)
    {
        var (graph, schedule) = (loop.Graph, loop.Schedule);
        for (var i = 0; i < destinations.Count; i++)
        {
            var destination = destinations[i];
            if (destination.Send is { } send)
            {
                schedule.AddSend(send);
            }
            else
            {
                schedule.Trigger(destination.Node, graph);
            }
        }
    }

    /// <summary>Tells the joins that wait for it that a task has finished.</summary>
    public static void ReachJoins(LoopState loop, GraphTask task)
    {
        foreach (var join in task.FollowsEdges ? task.Node.Joins : [])
        {
            loop.Schedule.Reach(join, task.Node.Index, loop.Graph);
        }
    }

    private static void NoteSeen(LoopState loop)
    {
        var schedule = loop.Schedule;
        var cleared = false;
        foreach (var task in loop.Tasks)
        {
            if (task.SendIndex >= 0)
            {
                continue;
            }

            if (!cleared)
            {
                schedule.Seen.Clear();
                cleared = true;
            }

            schedule.Seen.Add(task.Node.Index);
        }
    }
}
