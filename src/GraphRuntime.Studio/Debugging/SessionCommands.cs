namespace GraphRuntime.Studio;

/// <summary>The commands of the debugger.</summary>
internal sealed class SessionCommands(StudioRequest request, ThreadInfo thread)
{
    private DebugSessions Sessions => request.Services.Sessions;

    /// <exception cref="StudioException">The command makes no sense now.</exception>
    public async ValueTask<SessionView> RunAsync(SessionCommand command)
    {
        var session = Sessions.Open(thread.ThreadId);
        switch (command.Command)
        {
            case "pause":
                await PauseAsync(session).ConfigureAwait(false);
                break;
            case "resume":
                await GoOnAsync(session, command.Command, static _ => StepGoal.None).ConfigureAwait(false);
                break;
            case "stepOver":
                await GoOnAsync(session, command.Command, StepGoal.Over).ConfigureAwait(false);
                break;
            case "stepInto":
                await GoOnAsync(session, command.Command, static _ => StepGoal.Into).ConfigureAwait(false);
                break;
            case "stepOut":
                await GoOnAsync(session, command.Command, StepGoal.Out).ConfigureAwait(false);
                break;
            case "runTo":
                var node = command.Node is { Length: > 0 } given ? given : throw StudioException.Invalid("'node' is the path of the node to run to.");
                await GoOnAsync(session, command.Command, _ => StepGoal.To(node)).ConfigureAwait(false);
                break;
            case "stepBack":
                await StepBackAsync(session).ConfigureAwait(false);
                break;
            default:
                throw StudioException.Invalid("'command' is pause, resume, stepOver, stepInto, stepOut, stepBack or runTo.");
        }

        return session.View;
    }

    private static void RequireStopped(DebugSession session)
    {
        if (session.IsBusy)
        {
            throw StudioException.Conflict("session_busy", "The session runs. Pause it first.");
        }
    }

    private async ValueTask PauseAsync(DebugSession session)
    {
        if (session.IsBusy)
        {
            await session.PauseAsync(request.Aborted).ConfigureAwait(false);
            return;
        }

        var queue = await request.Coordinator.GetQueueAsync(thread.ThreadId, request.Aborted).ConfigureAwait(false);
        var runId = queue.RunningRunId ?? throw StudioException.Conflict("not_running", "No run of the thread is running.");
        await session.AdoptAsync(request.Coordinator.GetHandle(thread.ThreadId, runId), GraphName(), request.Aborted).ConfigureAwait(false);
    }

    private async ValueTask GoOnAsync(DebugSession session, string name, Func<string, StepGoal> goal)
    {
        RequireStopped(session);
        var position = await ReadAsync(session).ConfigureAwait(false);
        if (position.Leaves.Count == 0 && thread.Pause is null)
        {
            throw StudioException.Conflict("not_paused", "Nothing of the thread is left to go on with. Start a run with an input.");
        }

        // A step goes on from what the page shows; it does not wait for other runs.
        var start = new RunStart(GraphName(), GraphInput.Resume, name) { Strategy = MultitaskStrategy.Reject };
        await session.StartAsync(start, goal(session.View.Scope), request.Aborted).ConfigureAwait(false);
    }

    /// <summary>
    /// A copy of the checkpoint before becomes the newest state. At the beginning of a subgraph, the graph around it is copied as it is: the subgraph has not begun then.
    /// </summary>
    private async ValueTask StepBackAsync(DebugSession session)
    {
        RequireStopped(session);
        var position = await ReadAsync(session).ConfigureAwait(false);
        var at = await CheckpointBeforeAsync(position, session.View.Scope).ConfigureAwait(false);
        await request.Coordinator.UpdateStateAsync(at, null, Graph.Copy, GraphName(), request.Aborted).ConfigureAwait(false);
        session.NoteEdit(await ReadAsync(session).ConfigureAwait(false), new StopView("step"));
    }

    private async ValueTask<GraphThread> CheckpointBeforeAsync(Position position, string scope)
    {
        var graph = position.Graphs.LastOrDefault(open => open.Scope == scope) ?? (position.Graphs is [var root, ..] ? root : throw NoneBefore());
        if (graph.Snapshot.ParentCheckpointId is { } parent)
        {
            var before = new GraphThread(thread.ThreadId) { CheckpointId = parent, Namespace = graph.Namespace };
            if (scope.Length == 0)
            {
                return before;
            }

            var snapshot = await request.Coordinator.GetStateAsync(before, GraphName(), request.Aborted).ConfigureAwait(false);
            if (snapshot.Source != Checkpointing.CheckpointSource.Input)
            {
                return before;
            }
        }

        var around = scope.Length == 0 ? null : position.Graphs.LastOrDefault(open => open.Scope == StatePaths.ScopeOf(scope));
        return new GraphThread(thread.ThreadId) { CheckpointId = around?.Snapshot.CheckpointId ?? throw NoneBefore(), Namespace = around.Namespace };
    }

    private static StudioException NoneBefore() => StudioException.Conflict("no_checkpoint_before", "This is the first checkpoint of the thread.");

    private async ValueTask<Position> ReadAsync(DebugSession session)
    {
        var position = await Position.ReadAsync(request.Coordinator, thread.ThreadId, GraphName(), request.Aborted).ConfigureAwait(false);
        session.Note(position);
        return position;
    }

    private string GraphName() => thread.GraphName ?? throw StudioException.Conflict("not_paused", "The thread has had no run yet. Start one with an input.");
}
