namespace GraphRuntime.Threads;

/// <summary>
/// Renews the leases of the runs of this process and hears what the store wants of them. A run whose lease may be over, as this process counts, is stopped without
/// asking anybody.
/// </summary>
internal sealed class LeaseKeeper(CoordinatorServices services, StoreContact contact, ActiveRuns runs)
{
    private const string LoopName = "heartbeat";

    private readonly IHeartbeat _heartbeat = services.HasOwnHeartbeat ? new OwnThreadHeartbeat() : new PooledHeartbeat(services.Time, services.Dispatcher);
    private readonly WorkLoop _loop = new(LoopName, contact, services.Options.HeartbeatInterval);
    private readonly Lock _gate = new();
    private readonly ChangeMarks _changes = new();
    private HashSet<string> _asked = new(StringComparer.Ordinal);
    private long _last;
    private volatile bool _idle;

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
        _loop.Stop();
        _heartbeat.Wake();
    }

    public Task RunAsync()
    {
        _last = services.Time.GetTimestamp();
        return _heartbeat.StartAsync(() => _loop.RunAsync(TurnAsync, _heartbeat.WaitAsync));
    }

    private async ValueTask<TimeSpan?> TurnAsync()
    {
        var now = services.Time.GetTimestamp();
        if (_idle)
        {
            if (runs.Count == 0)
            {
                return null;
            }

            _idle = false;
            _last = now;
        }

        var all = services.Time.GetElapsedTime(_last, now) >= services.Options.HeartbeatInterval;
        if (all)
        {
            _last = now;
        }

        await BeatAsync(Due(all)).ConfigureAwait(false);
        return all && Rests() ? null : Positive(services.Options.HeartbeatInterval - services.Time.GetElapsedTime(_last));
    }

    /// <summary>
    /// Whether there is no run, so that the loop waits until one has started. Asked only after a whole interval, so that short runs, one after the other, need not wake
    /// anybody. The loop says that it rests before it looks, so that a run which starts meanwhile wakes it.
    /// </summary>
    private bool Rests()
    {
        _idle = true;
        return runs.Count == 0 || (_idle = false);
    }

    private long LeaseEndsAt(long asked) => asked + (long)(services.Options.LeaseDuration.TotalSeconds * services.Time.TimestampFrequency);

    private static TimeSpan Positive(TimeSpan left) => left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);

    private IEnumerable<RunExecution> Due(bool all)
    {
        HashSet<string> asked;
        lock (_gate)
        {
            asked = _asked;
            _asked = new HashSet<string>(StringComparer.Ordinal);
        }

        return all || asked.Contains("") ? runs.InOrder : asked.Select(runs.OfThread).OfType<RunExecution>();
    }

    private async ValueTask BeatAsync(IEnumerable<RunExecution> due)
    {
        var all = due.ToList();
        StopOverdue(all);

        // A run that is lost stays here until its node has stopped, but it has no lease to renew.
        foreach (var group in LeaseGroups.Of(all.Where(run => !run.IsLost && TimeLeft(run) > TimeSpan.Zero), TimeLeft))
        {
            await RenewAsync(group).ConfigureAwait(false);
        }

        StopOverdue(all);
    }

    private async ValueTask RenewAsync(List<RunExecution> due)
    {
        try
        {
            var asked = services.Time.GetTimestamp();
            var leases = due.ConvertAll(static run => run.Lease);
            var patience = TimeLeft(due[0]);
            if (await _heartbeat.RenewAsync(services.Store, leases, services.Options.LeaseDuration, patience).ConfigureAwait(false) is { } held)
            {
                Apply(due, held, asked);
                contact.Answered();
            }
        }
        catch (Exception exception)
        {
            contact.Report(LoopName, exception);
        }
    }

    private TimeSpan TimeLeft(RunExecution run) => services.Time.GetElapsedTime(services.Time.GetTimestamp(), run.LeaseEndsAt);

    private void Apply(List<RunExecution> due, IReadOnlyList<LeaseState> held, long asked)
    {
        var states = held.ToDictionary(static state => state.Lease);
        var leaseEndsAt = LeaseEndsAt(asked);
        foreach (var run in due)
        {
            if (!states.TryGetValue(run.Lease, out var state))
            {
                run.StopFor(null);
                continue;
            }

            run.Renewed(leaseEndsAt);
            run.Inbox.Hear(state.SteeredInputs);
            if (state.Signal != RunSignal.None)
            {
                run.StopFor(state);
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
