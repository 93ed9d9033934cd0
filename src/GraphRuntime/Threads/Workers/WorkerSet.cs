namespace GraphRuntime.Threads;

/// <summary>The workers of a coordinator: their loops, and how those start and stop. A set is started once; a stop before the start does nothing.</summary>
internal sealed class WorkerSet : IDisposable
{
    private static readonly TimeSpan ShortestStorePatience = TimeSpan.FromSeconds(1);

    private readonly CoordinatorServices _services;
    private readonly StoreContact _contact;
    private readonly ActiveRuns _runs;
    private readonly LeaseKeeper _keeper;
    private readonly Reaper _reaper;
    private readonly EndTeller _teller;
    private readonly RetentionWorker _retention;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _impatient = new();
    private Task _loops = Task.CompletedTask;
    private volatile Task? _stopped;
    private volatile bool _started;

    public WorkerSet(CoordinatorServices services)
    {
        _services = services;
        Owner = services.NewId();
        _contact = new StoreContact(services);
        _runs = new ActiveRuns(services.Options.MaxConcurrentRuns);
        _keeper = new LeaseKeeper(services, _contact, _runs);
        Pool = new WorkerPool(services, _contact, _runs, _keeper, Owner);
        _reaper = new Reaper(services, _contact);
        _teller = new EndTeller(services, _contact);
        _retention = new RetentionWorker(services, _contact);
    }

    public string Owner { get; }

    public WorkerPool Pool { get; }

    public bool IsStarted => _started;

    public CoordinatorHealth Health => new()
    {
        Owner = Owner,
        Started = _started && _stopped is null,
        Draining = _stopped is { IsCompleted: false },
        ActiveRuns = _runs.Count,
        MaxConcurrentRuns = _services.Options.MaxConcurrentRuns,
        WaitingGraphs = Pool.WaitingGraphs,
        LastStoreContact = _contact.LastAnswer,
        StoreProblem = _contact.Problem,
    };

    /// <summary>How long the store may take for what is left to do when all nodes have stopped.</summary>
    private TimeSpan StorePatience => _services.Options.CancellationGrace > ShortestStorePatience ? _services.Options.CancellationGrace : ShortestStorePatience;

    /// <summary>Whether this process owns the run, as far as it knows, and has not given up on it.</summary>
    public bool Executes(RunLease lease) => _runs.OfThread(lease.ThreadId)?.Lease == lease;

    /// <summary>An input was admitted for a run in flight of a thread.</summary>
    public void Steered(string threadId) => _runs.OfThread(threadId)?.Inbox.Hear();

    public void Start()
    {
        lock (_gate)
        {
            if (_started)
            {
                throw new InvalidOperationException("The coordinator was started before. Create another one to start again after a stop.");
            }

            _started = true;
        }

        CoordinatorLog.Started(_services.Logger, Owner);
        if (_services.Store is InMemoryRunStore)
        {
            CoordinatorLog.InMemory(_services.Logger);
        }

        _loops = Task.WhenAll(Pool.RunAsync(), _keeper.RunAsync(), _reaper.RunAsync(), _teller.RunAsync(), _retention.RunAsync());
    }

    /// <summary>Stops the workers. Several may ask for it at once; the least patient of them counts.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task stopped;
        lock (_gate)
        {
            if (!_started)
            {
                return;
            }

            stopped = _stopped ??= DrainAsync();
        }

        using var registration = cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), _impatient);
        await stopped.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _teller.Dispose();
        _retention.Dispose();
    }

    public void Hear(RunStoreHint hint)
    {
        switch (hint.Kind)
        {
            case RunStoreHintKind.Ready:
                Pool.Wake();
                break;
            case RunStoreHintKind.Changed:
                _keeper.Check(hint.ThreadId);
                _teller.Wake();
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Each step has a limit: the end of a superstep <see cref="CoordinatorOptions.DrainTimeout"/>, a node that is cancelled <see cref="CoordinatorOptions.CancellationGrace"/>,
    /// and the store its own. So a stop ends, whatever nodes, callbacks and the store do. What could not be given back comes back when its lease ends.
    /// </summary>
    private async Task DrainAsync()
    {
        Pool.StopClaiming();
        _retention.Stop();
        var active = _runs.InOrder.ToList();
        active.ForEach(static run => run.Drain());
        await PatientlyAsync(Ended(active)).ConfigureAwait(false);
        var late = _runs.InOrder.ToList();
        late.ForEach(static run => run.Stop(StopReason.HostStopping));
        await _services.Time.EndsWithinAsync(Ended(late), _services.Options.CancellationGrace + StorePatience).ConfigureAwait(false);
        _keeper.Stop();
        _reaper.Stop();
        _teller.Stop();
        await PatientlyAsync(_loops).ConfigureAwait(false);
        _teller.GiveUp();
        _contact.Close();
        await _services.Time.EndsWithinAsync(_loops, StorePatience).ConfigureAwait(false);
        CoordinatorLog.Stopped(_services.Logger, Owner, active.Count);
        if (_runs.Count > 0 || !_loops.IsCompletedSuccessfully)
        {
            CoordinatorLog.StopIncomplete(_services.Logger, _loops.Exception, Owner, _runs.Count);
        }
    }

    /// <summary>Waits as long as a stopping host does, or until somebody asks not to wait any more.</summary>
    private async ValueTask PatientlyAsync(Task ended) =>
        await _services.Time.EndsWithinAsync(Task.WhenAny(ended, _impatient.Task), _services.Options.DrainTimeout).ConfigureAwait(false);

    private static Task Ended(List<RunExecution> runs) => Task.WhenAll(runs.Select(static run => run.Ended));
}
