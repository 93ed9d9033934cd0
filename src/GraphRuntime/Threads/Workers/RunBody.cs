using GraphRuntime.Effects;
using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <summary>What a run does: first the inputs that displaced runs have left, then its own graph.</summary>
internal sealed class RunBody(CoordinatorServices services, ClaimedRun claimed, IRunEventSink events, IRunControl control, SteeringInbox inbox, Action checkOwnership)
{
    /// <summary>The node whose failure ended the attempt.</summary>
    public string? FailedNode { get; private set; }

    public async ValueTask<ThreadGraphResult> RunAsync(RunConfig config, CancellationToken drain, CancellationToken cancellationToken)
    {
        if (services.Graphs(claimed.Run.GraphName) is not { } graph || claimed.Owed.Any(owed => services.Graphs(owed.GraphName) is null))
        {
            CoordinatorLog.GivenBackWithoutGraph(services.Logger, claimed.Lease.ThreadId, claimed.Lease.RunId);
            return new ThreadGraphResult(ThreadGraphEnd.LeftToOthers, default);
        }

        try
        {
            return await RunAsync(graph, config, drain, cancellationToken).ConfigureAwait(false);
        }
        catch (StateVersionException exception) when (IsNewer(exception) && FailedNode is null)
        {
            // A newer process has worked on the thread. Nothing was executed here, so another process can take the run as it is.
            CoordinatorLog.GivenBackWithNewerState(services.Logger, claimed.Lease.ThreadId, claimed.Lease.RunId, exception.StoredVersion, exception.CurrentVersion);
            return new ThreadGraphResult(ThreadGraphEnd.LeftToOthers, default);
        }
    }

    private async ValueTask<ThreadGraphResult> RunAsync(IThreadGraph graph, RunConfig config, CancellationToken drain, CancellationToken cancellationToken)
    {
        var waitsForThread = claimed.Run.SteersRunId is not null || StoredInput.IsHeld(claimed.Run.Input);
        if (waitsForThread && await graph.WaitsForOtherRunAsync(claimed.Lease.ThreadId, claimed.Lease.RunId, cancellationToken).ConfigureAwait(false))
        {
            return new ThreadGraphResult(ThreadGraphEnd.Held, default);
        }

        if (claimed.Run.SteersPath is not null)
        {
            return new ThreadGraphResult(await FindSteeredAsync(graph, cancellationToken).ConfigureAwait(false), default);
        }

        if (graph.HasCompensations)
        {
            await new CompensationSweep(services, graph, claimed).RunAsync(cancellationToken).ConfigureAwait(false);
        }

        if (claimed.Owed.Count > 0)
        {
            await ApplyOwedAsync(cancellationToken).ConfigureAwait(false);
        }

        if (StoredInput.IsCleanup(claimed.Run.Input))
        {
            return await RestAsync(graph, cancellationToken).ConfigureAwait(false);
        }

        var attempt = Attempt(claimed.Run, config, drain, cancellationToken) with { Control = control, NodeFailed = node => FailedNode = node, Inbox = inbox };
        var result = await graph.RunAsync(attempt, cancellationToken).ConfigureAwait(false);
        await inbox.MarkAppliedAsync().ConfigureAwait(false);
        return result;
    }

    /// <summary>The end of a run that had nothing to do but to undo what others did.</summary>
    private async ValueTask<ThreadGraphResult> RestAsync(IThreadGraph graph, CancellationToken cancellationToken)
    {
        var pause = await graph.GetPauseAsync(claimed.Lease.ThreadId, cancellationToken).ConfigureAwait(false);
        return new ThreadGraphResult(pause is null ? ThreadGraphEnd.Completed : ThreadGraphEnd.Paused, default, pause);
    }

    /// <summary>
    /// What became of an input for a subgraph. Where a call has it that was stopped, the next run decides: it goes on with the call, or leaves the call and the input behind. Without
    /// a next run the input shares the fate of the call.
    /// </summary>
    private async ValueTask<ThreadGraphEnd> FindSteeredAsync(IThreadGraph graph, CancellationToken cancellationToken) =>
        await graph.FindSteeredAsync(claimed.Run, cancellationToken).ConfigureAwait(false) switch
        {
            SteeredPlace.Nowhere => ThreadGraphEnd.NotApplied,
            SteeredPlace.InCall when await HasNextAsync(cancellationToken).ConfigureAwait(false) => ThreadGraphEnd.Held,
            _ => ThreadGraphEnd.Steered,
        };

    private async ValueTask<bool> HasNextAsync(CancellationToken cancellationToken) =>
        await services.Store.ReadThreadAsync(claimed.Lease.ThreadId, cancellationToken).ConfigureAwait(false) is { } thread
        && thread.Runs.Any(other => other is { Status: RunStatus.Pending, Delayed: false, SteersPath: null });

    private async ValueTask ApplyOwedAsync(CancellationToken cancellationToken)
    {
        // Inputs for subgraphs are taken when they are part of the state.
        foreach (var owed in claimed.Owed.Where(static owed => owed.SteersPath is null))
        {
            try
            {
                var (config, _) = RunConfigCodec.Decode(owed);
                await Graph(owed).ApplyInputAsync(Attempt(owed, config, CancellationToken.None, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (GraphRuntimeException exception) when (exception is not (CheckpointException or StorageException) && !IsNewer(exception))
            {
                // An input that no longer fits its graph must not block the thread for ever.
                CoordinatorLog.OwedInputDropped(services.Logger, exception, owed.ThreadId, owed.RunId);
            }
        }

        var ids = claimed.Owed.Select(static run => run.RunId).ToArray();
        if (!await services.Store.MarkInputsAppliedAsync(claimed.Lease, ids, cancellationToken).ConfigureAwait(false))
        {
            throw new StaleEpochException(claimed.Lease.ThreadId, claimed.Lease.Epoch, 0);
        }
    }

    private static bool IsNewer(GraphRuntimeException exception) => exception is StateVersionException version && version.StoredVersion > version.CurrentVersion;

    private IThreadGraph Graph(StoredRun run) => services.Graphs(run.GraphName) ?? throw new GraphNotFoundException(run.GraphName);

    private ThreadGraphRun Attempt(StoredRun run, RunConfig config, CancellationToken drain, CancellationToken cancellationToken) => new()
    {
        ThreadId = run.ThreadId,
        RunId = run.RunId,
        Epoch = claimed.Lease.Epoch,
        Input = run.Input,
        Sequence = run.Sequence,
        SteersRunId = run.SteersRunId,
        Config = config,
        Events = events,
        Drain = drain,
        CheckOwnership = checkOwnership,
        Waiting = new WaitingRuns(services, run, isUrgent: run.Urgency > 0 || claimed.Run.Urgency > 0, cancellationToken),
        Attempt = run.Attempt,
        HasEvents = run.LastEvent > 0,
        TraceParent = GraphTelemetry.IsTraced ? RunConfigCodec.ReadTrace(run) : default,
    };
}
