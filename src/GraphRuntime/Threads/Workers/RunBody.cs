namespace GraphRuntime.Threads;

/// <summary>What a run does: first the inputs that displaced runs have left, then its own graph.</summary>
internal sealed class RunBody(CoordinatorServices services, ClaimedRun claimed, IRunEventSink events)
{
    public async ValueTask<ThreadGraphResult> RunAsync(RunConfig config, CancellationToken drain, CancellationToken cancellationToken)
    {
        if (claimed.Owed.Count > 0)
        {
            await ApplyOwedAsync(cancellationToken).ConfigureAwait(false);
        }

        return await Graph(claimed.Run).RunAsync(Attempt(claimed.Run, config, drain), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ApplyOwedAsync(CancellationToken cancellationToken)
    {
        foreach (var owed in claimed.Owed)
        {
            try
            {
                var (config, _) = RunConfigCodec.Decode(owed);
                await Graph(owed).ApplyInputAsync(Attempt(owed, config, CancellationToken.None), cancellationToken).ConfigureAwait(false);
            }
            catch (GraphRuntimeException exception) when (exception is not (CheckpointException or StorageException))
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

    private IThreadGraph Graph(StoredRun run) => services.Graphs(run.GraphName) ?? throw new GraphNotFoundException(run.GraphName);

    private ThreadGraphRun Attempt(StoredRun run, RunConfig config, CancellationToken drain) => new()
    {
        ThreadId = run.ThreadId,
        RunId = run.RunId,
        Epoch = claimed.Lease.Epoch,
        Input = run.Input,
        Config = config,
        Events = events,
        Drain = drain,
        Attempt = run.Attempt,
    };
}
