namespace GraphRuntime.Threads;

/// <summary>
/// Gives signs of life for the runs of this process and hears what the store wants of them. A run whose lease may be over, as this process counts, is stopped
/// without asking anybody.
/// </summary>
internal sealed class LeaseKeeper(CoordinatorServices services, StoreContact contact, ActiveRuns runs)
{
    private readonly IHeartbeat _heartbeat = services.HasOwnHeartbeat ? new OwnThreadHeartbeat() : new PooledHeartbeat(services.Time, services.Dispatcher);
    private readonly Lock _gate = new();
    private readonly ChangeMarks _changes = new();
    private HashSet<string> _asked = new(StringComparer.Ordinal);
    private volatile bool _idle;
    private volatile bool _stopping;

    /// <summary>To be called before runs are claimed.</summary>
    public ClaimMoment Ask()
    {
        lock (_gate)
        {
            return new ClaimMoment(LeaseEndsAt(services.Time.GetTimestamp()), _changes.Now);
        }
    }

    /// <summary>A run has started. Its thread may have changed between the claim and the moment at which it was known here.</summary>
    public void Started(string threadId, ClaimMoment asked)
    {
        bool changed;
        lock (_gate)
        {
            changed = _changes.Since(asked.Mark, threadId) && _asked.Add(threadId);
        }

        if (changed || _idle)
        {
            _heartbeat.Wake();
        }
    }

    /// <summary>Something about a thread has changed; all threads if none is named.</summary>
    public void Check(string? threadId)
    {
        lock (_gate)
        {
            _changes.Add(threadId);
            if (threadId is not null && runs.OfThread(threadId) is not { IsSettling: false })
            {
                return;
            }

            _asked.Add(threadId ?? "");
        }

        _heartbeat.Wake();
    }

    public void Stop()
    {
        _stopping = true;
        _heartbeat.Wake();
    }

    public Task RunAsync() => _heartbeat.StartAsync(LoopAsync);

    private async Task LoopAsync()
    {
        var last = services.Time.GetTimestamp();
        while (!_stopping)
        {
            var left = services.Options.HeartbeatInterval - services.Time.GetElapsedTime(last);
            await _heartbeat.WaitAsync(Positive(left)).ConfigureAwait(false);
            var now = services.Time.GetTimestamp();
            var all = services.Time.GetElapsedTime(last, now) >= services.Options.HeartbeatInterval;
            await BeatAsync(Due(all)).ConfigureAwait(false);
            if (all)
            {
                last = await RestAsync().ConfigureAwait(false) ? services.Time.GetTimestamp() : now;
            }
        }
    }

    /// <summary>Waits for a run, if there is none. Only after a whole interval, so that short runs, one after the other, need not wake anybody.</summary>
    private async ValueTask<bool> RestAsync()
    {
        _idle = true;
        var rested = false;
        while (runs.Count == 0 && !_stopping)
        {
            rested = true;
            await _heartbeat.WaitAsync(null).ConfigureAwait(false);
        }

        _idle = false;
        return rested;
    }

    private long LeaseEndsAt(long asked) => asked + (long)(services.Options.LeaseDuration.TotalSeconds * services.Time.TimestampFrequency);

    private static TimeSpan Positive(TimeSpan left) => left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);

    private List<RunExecution> Due(bool all)
    {
        HashSet<string> asked;
        lock (_gate)
        {
            asked = _asked;
            _asked = new HashSet<string>(StringComparer.Ordinal);
        }

        return all || asked.Contains("")
            ? [.. runs.InOrder]
            : [.. asked.Select(runs.OfThread).OfType<RunExecution>()];
    }

    private async ValueTask BeatAsync(List<RunExecution> due)
    {
        if (due.Count == 0)
        {
            return;
        }

        try
        {
            var asked = services.Time.GetTimestamp();
            var leases = due.ConvertAll(static run => run.Lease);
            if (await _heartbeat.RenewAsync(services.Store, leases, services.Options.LeaseDuration, ShortestLeft(due)).ConfigureAwait(false) is { } held)
            {
                Apply(due, held, asked);
                contact.Answered();
            }
        }
        catch (StorageException exception)
        {
            contact.Failed(exception);
        }
        catch (Exception exception)
        {
            CoordinatorLog.LoopFailed(services.Logger, exception, "heartbeat");
        }

        StopOverdue(due);
    }

    private TimeSpan ShortestLeft(List<RunExecution> due) =>
        services.Time.GetElapsedTime(services.Time.GetTimestamp(), due.Min(run => run.LeaseEndsAt));

    private void Apply(List<RunExecution> due, IReadOnlyList<LeaseState> held, long asked)
    {
        var signals = held.ToDictionary(state => state.Lease, state => state.Signal);
        var leaseEndsAt = LeaseEndsAt(asked);
        foreach (var run in due)
        {
            if (!signals.TryGetValue(run.Lease, out var signal))
            {
                run.Stop(StopReason.LeaseLost);
                continue;
            }

            run.Renewed(leaseEndsAt);
            if (signal != RunSignal.None)
            {
                run.Stop(signal == RunSignal.Displace ? StopReason.Displaced : StopReason.Cancelled);
            }
        }
    }

    private void StopOverdue(List<RunExecution> due)
    {
        var now = services.Time.GetTimestamp();
        foreach (var run in due.Where(run => run.LeaseEndsAt <= now))
        {
            run.Stop(StopReason.LeaseLost);
        }
    }
}
