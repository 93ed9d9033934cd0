using System.Collections;
using System.Collections.Concurrent;
using GraphRuntime.Testing;
using GraphRuntime.Threads;

namespace GraphRuntime.TestSupport;

/// <summary>Stores, a clock, graphs, and any number of coordinators over them, as processes would be.</summary>
internal abstract class CoordinatorWorld(TestStores stores)
{
    /// <summary>How long real input and output, and the threads of the pool, get before virtual time moves on.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(2);

    private readonly List<ThreadRunCoordinator> _coordinators = [];
    private readonly ConcurrentDictionary<string, IThreadGraph> _graphs = new();
    private int _ids;

    public CountingStore Store { get; } = new(stores.Runs);

    public HookedCheckpointer Checkpointer { get; } = new(stores.Checkpointer);

    public VirtualTimeProvider Time => stores.Time;

    public List<IRunCompletionCallback> Callbacks { get; } = [];

    public RecordingLog Logged { get; } = new();

    public ThreadRunCoordinator Create(
        Action<CoordinatorOptions>? configure = null, IRunStore? store = null, Func<string, IThreadGraph?>? graphs = null, bool hasOwnHeartbeat = false,
        IReadOnlyCollection<string>? graphNames = null)
    {
        var options = new CoordinatorOptions();
        configure?.Invoke(options);
        var coordinator = new ThreadRunCoordinator(new CoordinatorServices
        {
            Store = store ?? Store,
            Checkpointer = Checkpointer,
            Graphs = graphs ?? _graphs.GetValueOrDefault,
            GraphNames = graphNames ?? (graphs is null ? new NamesNow(_graphs) : null),
            Options = options,
            Time = Time,
            NewId = () => $"id-{Interlocked.Increment(ref _ids):d5}",
            Callbacks = new ListedCallbacks(Callbacks),
            HasOwnHeartbeat = hasOwnHeartbeat,
            Logger = Logged,
        });
        _coordinators.Add(coordinator);
        return coordinator;
    }

    public async Task<ThreadRunCoordinator> StartAsync(Action<CoordinatorOptions>? configure = null, IRunStore? store = null, Func<string, IThreadGraph?>? graphs = null)
    {
        var coordinator = Create(configure, store, graphs);
        await coordinator.StartAsync();
        return coordinator;
    }

    public void Add(IThreadGraph graph) => _graphs[graph.Name] = graph;

    /// <summary>Lets virtual time pass until something holds. It stands still while a store is at work, whose time is real.</summary>
    public async Task PassUntilAsync(Func<bool> holds, TimeSpan? step = null)
    {
        using var hang = new CancellationTokenSource(Patience.Hang);
        while (!holds())
        {
#pragma warning disable RS0030 // Nothing tells when a thread of the pool will have had its turn, or when a database is going to be asked.
            await Task.Delay(Breath, hang.Token);
#pragma warning restore RS0030
            await LetPoolBeginAsync();
            if (!Store.IsBusy && !Checkpointer.IsBusy)
            {
                Time.Advance(step ?? TimeSpan.FromMilliseconds(500));
            }
        }
    }

    /// <summary>
    /// Lets the pool begin what the last step of time has started, and what follows from that. A pool that comes late would otherwise see many steps at once: leases would
    /// end before they are renewed.
    /// </summary>
    private static async Task LetPoolBeginAsync()
    {
        for (var hop = 0; hop < 3; hop++)
        {
            await Task.Run(static () => { });
        }
    }

    /// <summary>Lets virtual time pass until something has happened.</summary>
    public async Task PassUntilAsync(Task happened, TimeSpan? step = null)
    {
        await PassUntilAsync(() => happened.IsCompleted, step);
        await happened;
    }

    public async Task<T> PassUntilAsync<T>(ValueTask<T> happened, TimeSpan? step = null)
    {
        var task = happened.AsTask();
        await PassUntilAsync(task, step);
        return await task;
    }

    public async Task CloseAsync()
    {
        foreach (var coordinator in _coordinators)
        {
            using var impatient = new CancellationTokenSource();
            await impatient.CancelAsync();
            await PassUntilAsync(coordinator.StopAsync(impatient.Token));
            await coordinator.DisposeAsync();
        }
    }

    /// <summary>The names of the graphs that the world has at the moment of the look: tests add graphs to processes that run.</summary>
    private sealed class NamesNow(ConcurrentDictionary<string, IThreadGraph> graphs) : IReadOnlyCollection<string>
    {
        public int Count => graphs.Count;

        public IEnumerator<string> GetEnumerator() => graphs.Keys.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
