using System.Collections.Concurrent;

namespace GraphRuntime.Threads;

/// <summary>Claims runs while there is room, and knows those that this process executes.</summary>
internal sealed class WorkerPool(CoordinatorServices services, StoreContact contact, string owner, Action<RunExecution> started)
{
    private readonly ConcurrentDictionary<RunLease, RunExecution> _active = new();
    private readonly ConcurrentDictionary<string, RunExecution> _byThread = new(StringComparer.Ordinal);
    private readonly Pulse _wake = new(services.Time, services.Dispatcher);
    private RunExecution? _begun;
    private volatile bool _isFull;
    private volatile bool _stopping;

    public int Count => _active.Count;

    /// <summary>In an order that does not depend on hash codes, so that a simulation can be repeated in another process.</summary>
    public IEnumerable<RunExecution> Active => _active.Values.OrderBy(static run => run.Lease.ThreadId, StringComparer.Ordinal);

    public void Wake() => _wake.Set();

    public RunExecution? OfThread(string threadId) => _byThread.GetValueOrDefault(threadId);

    public void StopClaiming()
    {
        _stopping = true;
        _wake.Set();
    }

    public async Task RunAsync()
    {
        await new Handover(services.Dispatcher, static () => { });
        while (!_stopping)
        {
            TimeSpan? wait = null;
            if (HasRoom(out var room))
            {
                wait = await ClaimAsync(room).ConfigureAwait(false);
            }

            if (_begun is { } last)
            {
                // A run that comes alone, which is the usual case, starts here; the loop is what waits for another thread.
                _begun = null;
                await new Handover(services.Dispatcher, () => last.Start(Left));
            }

            if (wait != TimeSpan.Zero)
            {
                await _wake.WaitAsync(wait).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Where there is no room, the next run that leaves wakes the loop.</summary>
    private bool HasRoom(out int room)
    {
        _isFull = true;
        room = services.Options.MaxConcurrentRuns - _active.Count;
        _isFull = room <= 0;
        return room > 0;
    }

    /// <summary>Starts what there is.</summary>
    /// <returns>How long to wait for more: zero if there may be more at once.</returns>
    private async ValueTask<TimeSpan?> ClaimAsync(int room)
    {
        try
        {
            var asked = services.Time.GetTimestamp();
            var claim = new RunClaim(owner, services.Options.LeaseDuration, room);
            var result = await services.Store.ClaimAsync(claim, CancellationToken.None).ConfigureAwait(false);
            contact.Answered();
            await BeginAsync(result.Runs, asked + LeaseTicks).ConfigureAwait(false);
            var mayBeMore = result.Runs.Count == room || (result.Runs.Count > 0 && result.NextIn == TimeSpan.Zero);
            return mayBeMore ? TimeSpan.Zero : Earlier(result.NextIn, services.Options.PollInterval);
        }
        catch (StorageException exception)
        {
            contact.Failed(exception);
        }
        catch (Exception exception)
        {
            CoordinatorLog.LoopFailed(services.Logger, exception, "claim");
        }

        return services.Options.PollInterval;
    }

    private async ValueTask BeginAsync(IReadOnlyList<ClaimedRun> runs, long leaseEndsAt)
    {
        List<ClaimedRun>? lastTries = null;
        foreach (var run in runs)
        {
            if (RunExecution.IsLastTry(run))
            {
                (lastTries ??= []).Add(run);
            }
            else
            {
                Begin(run, leaseEndsAt);
            }
        }

        if (lastTries is not null)
        {
            await QuarantineAsync(lastTries, leaseEndsAt).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Of the runs that lost their owner as often as they may, one goes at a time: if it is the one that kills its process, the others do not go with it. They are
    /// given back before it begins.
    /// </summary>
    private async ValueTask QuarantineAsync(List<ClaimedRun> runs, long leaseEndsAt)
    {
        var first = Active.Any(static execution => execution.IsInQuarantine) ? null : runs[0];
        foreach (var run in runs)
        {
            if (run != first && !await GiveBackAsync(run).ConfigureAwait(false))
            {
                Begin(run, leaseEndsAt);
            }
        }

        if (first is not null)
        {
            CoordinatorLog.Quarantined(services.Logger, first.Lease.ThreadId, first.Lease.RunId, first.Run.Attempt);
            Begin(first, leaseEndsAt);
        }
    }

    private async ValueTask<bool> GiveBackAsync(ClaimedRun run)
    {
        try
        {
            var release = new RunRelease(RunStatusReason.LeaseLost, CountAttempt: false, services.Options.RetryBackoff);
            await services.Store.ReleaseAsync(run.Lease, release, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (StorageException exception)
        {
            contact.Failed(exception);
            return false;
        }
    }

    private long LeaseTicks => (long)(services.Options.LeaseDuration.TotalSeconds * services.Time.TimestampFrequency);

    private static TimeSpan Earlier(TimeSpan? next, TimeSpan poll) => next < poll ? Max(next.Value, TimeSpan.FromMilliseconds(1)) : poll;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private void Begin(ClaimedRun run, long leaseEndsAt)
    {
        var predecessor = OfThread(run.Lease.ThreadId);
        predecessor?.Stop(StopReason.LeaseLost);
        var execution = new RunExecution(services, contact, run, leaseEndsAt, predecessor);
        _active[run.Lease] = execution;
        _byThread[run.Lease.ThreadId] = execution;
        CoordinatorInstruments.Started(run.Run);
        started(execution);
        if (_begun is { } other)
        {
            services.Dispatcher.Post(() => other.Start(Left));
        }

        _begun = execution;
    }

    private void Left(RunExecution execution)
    {
        _active.TryRemove(execution.Lease, out _);
        _byThread.TryRemove(KeyValuePair.Create(execution.Lease.ThreadId, execution));
        if (_isFull)
        {
            _wake.Set();
        }
    }
}
