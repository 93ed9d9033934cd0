namespace GraphRuntime.Threads;

/// <summary>
/// The inputs that are steered into a run of this process. The store is asked only where it is known that some have come: from the coordinator of this process, at once; or
/// from the lease, when it is renewed. What is heard of too late becomes a run of its own.
/// </summary>
/// <param name="services">What everything is made of.</param>
/// <param name="contact">The store.</param>
/// <param name="run">The execution.</param>
/// <param name="stored">The run as it was claimed.</param>
internal sealed class SteeringInbox(CoordinatorServices services, StoreContact contact, RunExecution run, StoredRun stored) : IRunInbox
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<long> _ofCalls = [];
    private IReadOnlyList<StoredRun> _forCalls = [];
    private int _known = stored.SteeredInputs;
    private volatile bool _mayHaveMore = stored.SteeredInputs > 0;
    private volatile bool _mayHaveMoreForCalls = stored.SteeredInputs > 0;
    private bool? _goesOn;

    /// <summary>An input was admitted for a run of the thread.</summary>
    public void Hear() => _mayHaveMore = _mayHaveMoreForCalls = true;

    /// <summary>So many inputs were admitted for the run. Called by one thread at a time.</summary>
    public void Hear(int admitted)
    {
        if (admitted > _known)
        {
            _known = admitted;
            Hear();
        }
    }

    public async ValueTask<IReadOnlyList<StoredRun>> TakeAsync(bool isAtEnd)
    {
        Begin();
        if (!_mayHaveMore)
        {
            return [];
        }

        var take = new SteeredTake(run.Lease) { OnlyTaken = isAtEnd && !services.Options.SteeredRunsBeginAgain, IncludeHeld = _goesOn == true };

        // Before the call: what comes meanwhile is asked for again.
        _mayHaveMore = take.OnlyTaken;
        return await TakeAsync(take).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<StoredRun>> ReadAsync(string path)
    {
        Begin();
        if (_mayHaveMoreForCalls)
        {
            _mayHaveMoreForCalls = false;
            _forCalls = await ListForCallsAsync().ConfigureAwait(false);
        }

        return _forCalls.Count == 0 ? [] : [.. _forCalls.Where(one => one.SteersPath == path)];
    }

    public void Note(IReadOnlyList<long> numbers) => _ofCalls.UnionWith(numbers);

    /// <summary>Notes that everything that was taken is part of a stored checkpoint. Where that fails, the next owner of the thread finds out by the checkpoint.</summary>
    public async ValueTask MarkAppliedAsync()
    {
        if (_ofCalls.Count > 0)
        {
            var applied = (await ListForCallsAsync().ConfigureAwait(false)).Where(one => _ofCalls.Contains(one.Sequence)).Select(static one => one.RunId);
            await TakeAsync(new SteeredTake(run.Lease) { OnlyTaken = true, IncludeHeld = true, OfCalls = [.. applied] }).ConfigureAwait(false);
        }

        if (_taken.Count > 0 && !await contact.CallAsync(() => services.Store.MarkInputsAppliedAsync(run.Lease, _taken, CancellationToken.None), run.LeaseEndsAt).ConfigureAwait(false))
        {
            throw new StaleEpochException(run.Lease.ThreadId, run.Lease.Epoch, 0);
        }
    }

    /// <summary>The stored input is looked at here, where it was read before, and not when the run is claimed: bytes that cannot be read fail their run and not the worker.</summary>
    private void Begin()
    {
        if (_goesOn is null && (_goesOn = GoesOn()).Value)
        {
            Hear();
        }
    }

    private async ValueTask<IReadOnlyList<StoredRun>> TakeAsync(SteeredTake take)
    {
        if (await contact.CallAsync(() => services.Store.TakeSteeredAsync(take, CancellationToken.None), run.LeaseEndsAt).ConfigureAwait(false) is not { } taken)
        {
            run.Stop(StopReason.LeaseLost);
            throw new StaleEpochException(run.Lease.ThreadId, run.Lease.Epoch, 0);
        }

        _taken.UnionWith(taken.Select(static one => one.RunId));
        return [.. taken.Where(static one => one.SteersPath is null)];
    }

    private async ValueTask<IReadOnlyList<StoredRun>> ListForCallsAsync()
    {
        var query = new RunQuery { ThreadId = run.Lease.ThreadId, Status = RunStatus.Pending, Limit = services.Options.MaxQueuedPerThread + 1 };
        var waiting = await contact.CallAsync(() => services.Store.ListRunsAsync(query, CancellationToken.None), run.LeaseEndsAt).ConfigureAwait(false);
        string[] ids = [.. waiting.Where(one => one is { SteersPath: not null, Attempt: 0 } && (one.SteersRunId == stored.RunId || (one.Held && _goesOn == true))).Select(static one => one.RunId)];
        query = query with { RunIds = ids, WithContents = true };
        return ids.Length == 0 ? [] : await contact.CallAsync(() => services.Store.ListRunsAsync(query, CancellationToken.None), run.LeaseEndsAt).ConfigureAwait(false);
    }

    /// <summary>Whether a run goes on with what its thread waited at. It then takes the inputs that are held until the thread does not wait.</summary>
    private bool GoesOn() => services.Graphs(stored.GraphName) is { } graph && graph.Classify(stored.Input) != ThreadInputKind.New;
}
