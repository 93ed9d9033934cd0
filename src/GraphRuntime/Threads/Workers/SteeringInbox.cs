namespace GraphRuntime.Threads;

/// <summary>
/// The inputs that are steered into a run of this process. The store is asked only where it is known that some have come: from the coordinator of this process, at once; or
/// from the lease, when it is renewed. What is heard of too late becomes a run of its own.
/// </summary>
/// <param name="services">What everything is made of.</param>
/// <param name="contact">The store.</param>
/// <param name="run">The execution.</param>
/// <param name="stored">The run as it was claimed.</param>
internal sealed class SteeringInbox(CoordinatorServices services, StoreContact contact, RunExecution run, StoredRun stored)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _known = stored.SteeredInputs;
    private volatile bool _mayHaveMore = stored.SteeredInputs > 0;
    private bool? _goesOn;

    /// <summary>An input was admitted for a run of the thread.</summary>
    public void Hear() => _mayHaveMore = true;

    /// <summary>So many inputs were admitted for the run. Called by one thread at a time.</summary>
    public void Hear(int admitted)
    {
        if (admitted > _known)
        {
            _known = admitted;
            _mayHaveMore = true;
        }
    }

    /// <summary>Takes the inputs that have come.</summary>
    /// <param name="isAtEnd">Whether the run has nothing left to run.</param>
    /// <returns>All inputs that the run has taken so far, by sequence; none where nothing new is known of.</returns>
    public async ValueTask<IReadOnlyList<StoredRun>> TakeAsync(bool isAtEnd)
    {
        // The stored input is looked at here, where it was read before, and not when the run is claimed: bytes that cannot be read fail their run and not the worker.
        if (_goesOn is null && (_goesOn = GoesOn()).Value)
        {
            _mayHaveMore = true;
        }

        if (!_mayHaveMore)
        {
            return [];
        }

        var take = new SteeredTake(run.Lease) { OnlyTaken = isAtEnd && !services.Options.SteeredRunsBeginAgain, IncludeHeld = _goesOn == true };

        // Before the call: what comes meanwhile is asked for again.
        _mayHaveMore = take.OnlyTaken;
        if (await contact.CallAsync(() => services.Store.TakeSteeredAsync(take, CancellationToken.None), run.LeaseEndsAt).ConfigureAwait(false) is not { } taken)
        {
            run.Stop(StopReason.LeaseLost);
            throw new StaleEpochException(run.Lease.ThreadId, run.Lease.Epoch, 0);
        }

        _taken.UnionWith(taken.Select(static one => one.RunId));
        return taken;
    }

    /// <summary>Notes that everything that was taken is part of a stored checkpoint. Where that fails, the next owner of the thread finds out by the checkpoint.</summary>
    public async ValueTask MarkAppliedAsync()
    {
        if (_taken.Count > 0 && !await contact.CallAsync(() => services.Store.MarkInputsAppliedAsync(run.Lease, _taken, CancellationToken.None), run.LeaseEndsAt).ConfigureAwait(false))
        {
            throw new StaleEpochException(run.Lease.ThreadId, run.Lease.Epoch, 0);
        }
    }

    /// <summary>Whether a run goes on with what its thread waited at. It then takes the inputs that are held until the thread does not wait.</summary>
    private bool GoesOn() => services.Graphs(stored.GraphName) is { } graph && graph.Classify(stored.Input) != ThreadInputKind.New;
}
