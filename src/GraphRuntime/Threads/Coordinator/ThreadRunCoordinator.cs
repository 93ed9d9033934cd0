using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>
/// Executes runs on threads and decides what happens when a run arrives on a thread whose earlier runs are not finished: it waits, is refused, interrupts
/// them, or rolls them back. All coordinators that use one store, in any number of processes, share the work.
/// </summary>
/// <remarks>
/// <para>A run is durable, with its input, before its creation returns. Runs of one thread execute one at a time, in the order in which they were created.</para>
/// <para>Work is done between <see cref="StartAsync"/> and <see cref="StopAsync"/>; a host calls both. Everything else works without a start, too: runs that are created
/// wait in the store, where another process may take them.</para>
/// <para>All members may be called from any thread.</para>
/// </remarks>
public sealed partial class ThreadRunCoordinator : IAsyncDisposable
{
    private readonly CoordinatorServices _services;
    private readonly StoreContact _contact;
    private readonly ChangeHub _hub;
    private readonly ActiveRuns _runs;
    private readonly WorkerPool _pool;
    private readonly LeaseKeeper _keeper;
    private readonly Reaper _reaper;
    private readonly EndTeller _teller;
    private readonly string _owner;
    private readonly Lock _gate = new();
    private readonly IDisposable _subscription;
    private Task _loops = Task.CompletedTask;
    private Task? _stopped;
    private bool _started;
    private volatile bool _disposed;

    internal ThreadRunCoordinator(CoordinatorServices services)
    {
        CoordinatorOptionsValidator.Check(services.Options);
        _services = services;
        _owner = services.NewId();
        _contact = new StoreContact(services);
        _hub = new ChangeHub(services);
        _runs = new ActiveRuns(services.Options.MaxConcurrentRuns);
        _keeper = new LeaseKeeper(services, _contact, _runs);
        _pool = new WorkerPool(services, _contact, _runs, _keeper, _owner);
        _reaper = new Reaper(services, _contact);
        _teller = new EndTeller(services, _contact);
        _subscription = services.Store.Subscribe(Hear);
    }

    private IRunStore Store => _services.Store;

    /// <summary>Starts to execute runs.</summary>
    /// <param name="cancellationToken">Not used: starting does not wait.</param>
    /// <returns>A task that completes at once.</returns>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        lock (_gate)
        {
            if (_started)
            {
                throw new InvalidOperationException("The coordinator was started before. Create another one to start again after a stop.");
            }

            _started = true;
        }

        CoordinatorLog.Started(_services.Logger, _owner);
        _loops = Task.WhenAll(_pool.RunAsync(), _keeper.RunAsync(), _reaper.RunAsync(), _teller.RunAsync());
        return Task.CompletedTask;
    }

    /// <summary>
    /// Stops in good order: no further run is started; those in flight go on to the end of their superstep and are given back to the queue, where another
    /// process goes on with them at once. Those that take longer than <see cref="CoordinatorOptions.DrainTimeout"/> are cancelled.
    /// </summary>
    /// <param name="cancellationToken">Ends the patience: runs are cancelled at once.</param>
    /// <returns>A task that completes when nothing runs any more.</returns>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return _stopped ??= _started ? DrainAsync(cancellationToken) : Task.CompletedTask;
        }
    }

    /// <summary>Stops, and lets go of the store. Disposing twice is no error.</summary>
    /// <returns>A task that completes when nothing runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _disposed = true;
        _subscription.Dispose();
        _teller.Dispose();
        _hub.Notify(null);
    }

    /// <summary>How the coordinator is doing, as far as it knows without asking the store.</summary>
    public CoordinatorHealth Health => new()
    {
        Owner = _owner,
        Started = _started && _stopped is null,
        Draining = _stopped is { IsCompleted: false },
        ActiveRuns = _runs.Count,
        MaxConcurrentRuns = _services.Options.MaxConcurrentRuns,
        LastStoreContact = _contact.LastAnswer,
        StoreProblem = _contact.Problem,
    };

    /// <summary>Whether this process owns the run, as far as it knows, and has not given up on it.</summary>
    internal bool Executes(RunLease lease) => _runs.OfThread(lease.ThreadId)?.Lease == lease;

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        _pool.StopClaiming();
        var active = _runs.InOrder.ToList();
        active.ForEach(run => run.Drain());
        await _services.Time.EndsWithinAsync(Ended(active, cancellationToken), _services.Options.DrainTimeout).ConfigureAwait(false);
        foreach (var run in _runs.InOrder)
        {
            run.Stop(StopReason.HostStopping);
        }

        await Task.WhenAll(_runs.InOrder.Select(run => run.Ended)).ConfigureAwait(false);
        _keeper.Stop();
        _reaper.Stop();
        _teller.Stop();
        await _loops.ConfigureAwait(false);
        CoordinatorLog.Stopped(_services.Logger, _owner, active.Count);
    }

    /// <summary>Completes when the runs have ended, or the token says that nobody wants to wait for that.</summary>
    private static async Task Ended(List<RunExecution> runs, CancellationToken cancellationToken)
    {
        var impatient = new TaskCompletionSource();
        using var registration = cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), impatient);
        await Task.WhenAny(Task.WhenAll(runs.Select(run => run.Ended)), impatient.Task).ConfigureAwait(false);
    }

    private void Hear(RunStoreHint hint)
    {
        switch (hint.Kind)
        {
            case RunStoreHintKind.Ready:
                _pool.Wake();
                break;
            case RunStoreHintKind.Changed:
                _keeper.Check(hint.ThreadId);
                _teller.Wake();
                _hub.Notify(hint.ThreadId);
                break;
            default:
                _hub.Notify(hint.ThreadId);
                break;
        }
    }
}
