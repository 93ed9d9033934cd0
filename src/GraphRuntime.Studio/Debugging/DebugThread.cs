namespace GraphRuntime.Studio;

/// <summary>What a debug session does with its thread, all of it through the coordinator.</summary>
internal sealed partial class DebugThread(string threadId, ThreadRunCoordinator coordinator, ILogger logger, CancellationToken stopping)
{
    /// <summary>Ends with the host.</summary>
    public CancellationToken Stopping { get; } = stopping;

    public ValueTask<RunHandle> CreateRunAsync(RunStart start, IReadOnlyList<string> before, IReadOnlyList<string> after, CancellationToken cancellationToken) =>
        coordinator.CreateRunAsync(threadId, start.Graph, start.Input, start.Options(before, after), cancellationToken);

    /// <summary>Waits for the end of a run; <see langword="null"/> where its record is gone.</summary>
    public async ValueTask<RunInfo?> JoinAsync(RunHandle run)
    {
        try
        {
            return await run.JoinAsync(Stopping).ConfigureAwait(false);
        }
        catch (RunNotFoundException)
        {
            return null;
        }
    }

    public async ValueTask CancelAsync(string runId, CancellationToken cancellationToken)
    {
        try
        {
            await coordinator.CancelRunAsync(threadId, runId, null, cancellationToken).ConfigureAwait(false);
        }
        catch (RunNotFoundException)
        {
            // It was rolled back meanwhile, and so has stopped.
        }
    }

    public ValueTask<Position> ReadAsync(string? graph) => Position.ReadAsync(coordinator, threadId, graph, Stopping);

    /// <summary>Where the thread stands; nowhere, if it does not exist yet or never had a run.</summary>
    public async ValueTask<Position> TryReadAsync(string? graph, CancellationToken cancellationToken)
    {
        try
        {
            return await Position.ReadAsync(coordinator, threadId, graph, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception missing) when (missing is ThreadNotFoundException or GraphNotFoundException)
        {
            return Position.None;
        }
    }

    /// <summary>The nodes that ran in the last superstep of each graph that has moved: those that were next at its checkpoint before.</summary>
    public async ValueTask<IReadOnlyList<NextNode>> ReadRanAsync(string graph, Position before, Position now)
    {
        var ran = new List<NextNode>();
        foreach (var open in now.Graphs.Where(open => !before.Has(open) && open.Snapshot.ParentCheckpointId is not null))
        {
            var at = new GraphThread(threadId) { CheckpointId = open.Snapshot.ParentCheckpointId, Namespace = open.Namespace };
            var parent = await coordinator.GetStateAsync(at, graph, Stopping).ConfigureAwait(false);
            ran.AddRange(parent.Next.Distinct().Select(node => new NextNode(StatePaths.Join(open.Scope, node), node, open)));
        }

        return ran;
    }

    /// <summary>What a failure means for the session that met it.</summary>
    public StopView Explain(Exception exception)
    {
        switch (exception)
        {
            case RunConflictException or StaleEpochException:
                return new(StopReasons.Displaced, Message: "Another run of the thread came between two steps.");
            case ThreadNotFoundException:
                return new(StopReasons.Displaced, Message: "The thread was deleted.");
            case OperationCanceledException or ObjectDisposedException:
                return new(StopReasons.Displaced, Message: "The server is stopping. The thread is where its last superstep left it.");
            case GraphRuntimeException:
                return new(StopReasons.Failed, Message: exception.Message);
            default:
                SessionFailed(logger, exception, threadId);
                return new(StopReasons.Failed, Message: "The session failed. The log of the server has the reason.");
        }
    }

    [LoggerMessage(EventId = 5002, Level = LogLevel.Error, Message = "The debug session of thread '{ThreadId}' failed.")]
    private static partial void SessionFailed(ILogger logger, Exception exception, string threadId);
}
