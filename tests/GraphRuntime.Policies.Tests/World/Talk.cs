using System.Collections.Concurrent;
using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using GraphRuntime.Testing;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GraphRuntime.Policies.Tests;

/// <summary>A store, a clock, a real graph with the nodes "think" and "answer", and coordinators over them.</summary>
internal sealed class Talk
{
    private readonly RunStoreSubject _subject;
    private readonly List<ThreadRunCoordinator> _coordinators = [];
    private readonly ConcurrentDictionary<string, Func<NodeContext, Task>> _scripts = new();
    private readonly ConcurrentDictionary<string, IThreadGraph> _graphs = new();
    private readonly ConcurrentDictionary<string, string> _answers = new();
    private int _ids;

    public Talk(RunStoreSubject subject)
    {
        _subject = subject;
        Graph = Compile(Build("talk"));
        Add("talk", Graph);
        Shop = Compile(Build("shop"), new() { ["refund"] = Outside.RefundAsync });
        Add("shop", Shop);
        Add("guarded", Compile(Build("guarded", new NodeOptions { NoInterrupt = true })));
    }

    /// <summary>Adds the graph "memory", whose nodes write to a store.</summary>
    public IStore Remember(Func<ICheckpointer, IStore> open)
    {
        var store = open(_subject.Checkpointer);
        var services = new ServiceCollection().AddSingleton(store).BuildServiceProvider();
        Add("memory", Build("memory").Compile(new CompileOptions { Checkpointer = _subject.Checkpointer, TimeProvider = Time, Services = services, BufferedStoreWrites = true }));
        return store;
    }

    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>The world that effects reach.</summary>
    public Outside Outside { get; } = new();

    public IRunStore Store => _subject.Store;

    public VirtualTimeProvider Time => _subject.Time;

    public CompiledGraph<TalkState> Graph { get; }

    /// <summary>The graph "shop", whose charges can be refunded.</summary>
    public CompiledGraph<TalkState> Shop { get; }

    /// <summary>Every start of a node, in order: "think(hello)".</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public static TalkState.Update Say(string text) => new() { Messages = [text], Text = text };

    public CompiledGraph<TState> Compile<TState>(StateGraph<TState> graph, Dictionary<string, Func<Compensation, CancellationToken, ValueTask>>? compensations = null)
        where TState : class => graph.Compile(new CompileOptions { Checkpointer = _subject.Checkpointer, TimeProvider = Time, Compensations = compensations ?? [] });

    public void Add<TState>(string name, CompiledGraph<TState> graph)
        where TState : class => _graphs[name] = new ThreadGraph<TState>(name, graph);

    /// <summary>What a node does while it handles a text.</summary>
    public void On(string node, string text, Func<NodeContext, Task> script) => _scripts[$"{node}({text})"] = script;

    /// <summary>Does what a node does while it handles a text.</summary>
    public Task PlayAsync(string node, string text, NodeContext context) => _scripts.TryGetValue($"{node}({text})", out var script) ? script(context) : Task.CompletedTask;

    /// <summary>Lets a node ask a question; its message then ends with the answer.</summary>
    public void Ask(string node, string text) => On(node, text, context =>
    {
        _answers[$"{node}({text})"] = context.Interrupt<string>("sure?");
        return Task.CompletedTask;
    });

    public ThreadRunCoordinator Create(Action<CoordinatorOptions>? configure = null, IRunStore? store = null)
    {
        var options = new CoordinatorOptions();
        configure?.Invoke(options);
        var coordinator = new ThreadRunCoordinator(new CoordinatorServices
        {
            Store = store ?? Store,
            Graphs = name => _graphs.GetValueOrDefault(name),
            Options = options,
            Time = Time,
            Logger = Logger,
            NewId = () => $"id-{Interlocked.Increment(ref _ids):d5}",
        });
        _coordinators.Add(coordinator);
        return coordinator;
    }

    public async Task<ThreadRunCoordinator> StartAsync(Action<CoordinatorOptions>? configure = null, IRunStore? store = null)
    {
        var coordinator = Create(configure, store);
        await coordinator.StartAsync();
        return coordinator;
    }

    public async Task<IReadOnlyList<string>> MessagesAsync(string thread) => (await Graph.GetStateAsync(thread)).State.Messages;

    /// <summary>Lets virtual time pass until something has happened; in between, real input and output gets its chance.</summary>
    public async Task PassUntilAsync(Task happened, TimeSpan? step = null)
    {
        for (var i = 0; i < 5000 && !happened.IsCompleted; i++)
        {
            Time.Advance(step ?? TimeSpan.FromMilliseconds(500));
            await Task.WhenAny(happened, Task.Delay(2));
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

    private StateGraph<TalkState> Build(string name, NodeOptions? answer = null) => StateGraph.Create<TalkState>(name)
        .AddNode("think", (state, context) => RunAsync("think", state, context))
        .AddNode("answer", (state, context) => RunAsync("answer", state, context), answer)
        .AddEdge(GraphRuntime.Graph.Start, "think")
        .AddEdge("think", "answer");

    private async ValueTask<NodeResult<TalkState>> RunAsync(string node, TalkState state, NodeContext context)
    {
        var call = $"{node}({state.Text})";
        Log.Enqueue(call);
        await PlayAsync(node, state.Text ?? "", context);
        return new TalkState.Update { Messages = [_answers.TryGetValue(call, out var answer) ? $"{call}: {answer}" : call] };
    }
}
