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
public sealed partial class ThreadRunCoordinator : IAsyncDisposable, IDisposable
{
    private readonly CoordinatorServices _services;
    private readonly ChangeHub _hub;
    private readonly WorkerSet _workers;
    private readonly IDisposable _subscription;
    private readonly SizeLimits _limits;
    private readonly RemovalRecorder _removals;
    private int _warned;
    private volatile bool _disposed;

    internal ThreadRunCoordinator(CoordinatorServices services)
    {
        CoordinatorOptionsValidator.Check(services.Options);
        _services = services;
        _limits = new SizeLimits(services.Options);
        _removals = new RemovalRecorder(services.Options.RemovedRuns);
        _hub = new ChangeHub(services);
        _workers = new WorkerSet(services);
        _subscription = services.Store.Subscribe(Hear);
    }

    private IRunStore Store => _services.Store;

    /// <summary>How the coordinator is doing, as far as it knows without asking the store.</summary>
    public CoordinatorHealth Health => _workers.Health;

    /// <summary>Starts to execute runs.</summary>
    /// <param name="cancellationToken">Not used: starting does not wait.</param>
    /// <returns>A task that completes at once.</returns>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _workers.Start();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Stops in good order: no further run is started; those in flight go on to the end of their superstep and are given back to the queue, where another
    /// process goes on with them at once. Those that take longer than <see cref="CoordinatorOptions.DrainTimeout"/> are cancelled, and have
    /// <see cref="CoordinatorOptions.CancellationGrace"/> to stop. A store that does not answer holds the stop up no longer than that once more; what could not be given
    /// back comes back when its lease ends. Before the start it does nothing.
    /// </summary>
    /// <param name="cancellationToken">Ends the patience, also that of an earlier call: runs are cancelled at once.</param>
    /// <returns>A task that completes when nothing runs any more.</returns>
    public Task StopAsync(CancellationToken cancellationToken = default) => _workers.StopAsync(cancellationToken);

    /// <summary>Stops, and lets go of the store. Disposing twice is no error.</summary>
    /// <returns>A task that completes when nothing runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        Close();
    }

    /// <summary>
    /// Stops without patience, as <see cref="StopAsync"/> does with a cancelled token, and lets go of the store. It blocks meanwhile; prefer
    /// <see cref="DisposeAsync"/>.
    /// </summary>
    public void Dispose()
    {
        StopAsync(new CancellationToken(canceled: true)).GetAwaiter().GetResult();
        Close();
    }

    /// <summary>The names of the registered graphs.</summary>
    internal IReadOnlyCollection<string> GraphNames => _services.GraphNames ?? [];

    /// <summary>A registered graph, or <see langword="null"/>.</summary>
    internal IThreadGraph? FindGraph(string name) => _services.Graphs(name);

    /// <summary>Whether this process owns the run, as far as it knows, and has not given up on it.</summary>
    internal bool Executes(RunLease lease) => _workers.Executes(lease);

    private void Close()
    {
        _disposed = true;
        _subscription.Dispose();
        _workers.Dispose();
        _hub.Notify(null);
    }

    private void Hear(RunStoreHint hint)
    {
        _workers.Hear(hint);
        if (hint.Kind != RunStoreHintKind.Ready)
        {
            _hub.Notify(hint.ThreadId);
        }
    }

    /// <summary>Says, once, that this process executes nothing, to whoever waits for a run.</summary>
    private void WarnIfNotStarted()
    {
        if (!_workers.IsStarted && Interlocked.Exchange(ref _warned, 1) == 0)
        {
            CoordinatorLog.WaitsUnstarted(_services.Logger);
        }
    }
}
