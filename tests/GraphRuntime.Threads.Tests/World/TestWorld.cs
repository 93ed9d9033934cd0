using System.Collections.Concurrent;
using GraphRuntime.Checkpointing;
using GraphRuntime.Testing;

namespace GraphRuntime.Threads.Tests;

/// <summary>A store, a clock, a conversation, and any number of coordinators over them, as processes would be.</summary>
internal sealed class TestWorld(RunStoreSubject subject)
{
    private readonly List<ThreadRunCoordinator> _coordinators = [];
    private readonly ConcurrentDictionary<string, IThreadGraph> _graphs = new();
    private readonly CountingStore _store = new(subject.Store);
    private ChatGraph? _chat;
    private int _ids;

    public IRunStore Store => _store;

    public ICheckpointer Checkpointer => Commits;

    public HookedCheckpointer Commits { get; } = new(subject.Checkpointer);

    public VirtualTimeProvider Time => subject.Time;

    public List<IRunCompletionCallback> Callbacks { get; } = [];

    public RecordingLog Log { get; } = new();

    public ChatGraph Chat => _chat ??= new ChatGraph(Commits, subject.Time);

    public ThreadRunCoordinator Create(
        Action<CoordinatorOptions>? configure = null, IRunStore? store = null, Func<string, IThreadGraph?>? graphs = null, bool hasOwnHeartbeat = false)
    {
        var options = new CoordinatorOptions();
        configure?.Invoke(options);
        var coordinator = new ThreadRunCoordinator(new CoordinatorServices
        {
            Store = store ?? Store,
            Graphs = graphs ?? Find,
            Options = options,
            Time = Time,
            NewId = () => $"id-{Interlocked.Increment(ref _ids):d5}",
            Callbacks = Callbacks,
            HasOwnHeartbeat = hasOwnHeartbeat,
            Logger = Log,
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

    /// <summary>Lets virtual time pass until something has happened. It stands still while the store is at work, whose time is real.</summary>
    public async Task PassUntilAsync(Task happened, TimeSpan? step = null)
    {
        for (var i = 0; i < 5000 && !happened.IsCompleted; i++)
        {
            await StoreRestsAsync(happened);
            Time.Advance(step ?? TimeSpan.FromMilliseconds(500));
        }

        await happened.Soon();
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

    private async Task StoreRestsAsync(Task happened)
    {
        do
        {
            await Task.WhenAny(happened, Task.Delay(2));
        }
        while (_store.IsBusy && !happened.IsCompleted);
    }

    private IThreadGraph? Find(string name) => name == Chat.Engine.Name ? Chat.Engine : _graphs.GetValueOrDefault(name);
}
