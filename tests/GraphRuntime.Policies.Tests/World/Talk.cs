using System.Collections.Concurrent;
using GraphRuntime.Stores;
using GraphRuntime.Testing;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Policies.Tests;

/// <summary>A store, a clock, a real graph with the nodes "think" and "answer", and coordinators over them.</summary>
internal sealed class Talk : CoordinatorWorld
{
    private readonly ConcurrentDictionary<string, Func<NodeContext, Task>> _scripts = new();
    private readonly ConcurrentDictionary<string, string> _answers = new();

    public Talk(TestStores stores)
        : base(stores)
    {
        LongTerm = stores.Store;
        Graph = Compile(Build("talk"));
        Add("talk", Graph);
        Shop = Compile(Build("shop"), new() { ["refund"] = Outside.RefundAsync });
        Add("shop", Shop);
        Add("guarded", Compile(Build("guarded", new NodeOptions { NoInterrupt = true })));
    }

    /// <summary>The world that effects reach.</summary>
    public Outside Outside { get; } = new();

    public IStore LongTerm { get; }

    public CompiledGraph<TalkState> Graph { get; }

    /// <summary>The graph "shop", whose charges can be refunded.</summary>
    public CompiledGraph<TalkState> Shop { get; }

    /// <summary>Every start of a node, in order: "think(hello)".</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>The messages that each node found when it started.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> Saw { get; } = new();

    public static TalkState.Update Say(string text) => new() { Messages = [text], Text = text };

    public CompiledGraph<TState> Compile<TState>(StateGraph<TState> graph, Dictionary<string, Func<Compensation, CancellationToken, ValueTask>>? compensations = null)
        where TState : class => graph.Compile(new CompileOptions { Checkpointer = Checkpointer, TimeProvider = Time, Compensations = compensations ?? [] });

    public void Add<TState>(string name, CompiledGraph<TState> graph)
        where TState : class => Add(new ThreadGraph<TState>(name, graph));

    /// <summary>Adds the graph "memory", whose nodes write to a store, and the graph "nested", in which they are those of a subgraph.</summary>
    public void Remember(IStore store)
    {
        var services = new ServiceCollection().AddSingleton(store).BuildServiceProvider();
        var options = new CompileOptions { Checkpointer = Checkpointer, TimeProvider = Time, Services = services, BufferedStoreWrites = true };
        Add("memory", Build("memory").Compile(options));
        Add("nested", Nest("nested").Compile(options));
    }

    /// <summary>A graph whose only node is a subgraph with the nodes "think" and "answer".</summary>
    public StateGraph<TalkState> Nest(string name) => StateGraph.Create<TalkState>(name)
        .AddSubgraph("inside", Build("inside").Compile())
        .AddEdge(GraphRuntime.Graph.Start, "inside");

    /// <summary>What a node does while it handles a text.</summary>
    public void On(string node, string text, Func<NodeContext, Task> script) => _scripts[$"{node}({text})"] = script;

    /// <summary>Has a node stand before a gate while it handles a text; a node that is asked to stop does so.</summary>
    public void On(string node, string text, Gate gate) => On(node, text, context => gate.PassAsync(context.CancellationToken));

    /// <summary>Does what a node does while it handles a text.</summary>
    public Task PlayAsync(string node, string text, NodeContext context) => _scripts.TryGetValue($"{node}({text})", out var script) ? script(context) : Task.CompletedTask;

    /// <summary>Lets a node ask a question; its message then ends with the answer.</summary>
    public void Ask(string node, string text) => On(node, text, context =>
    {
        _answers[$"{node}({text})"] = context.Interrupt<string>("sure?");
        return Task.CompletedTask;
    });

    public async Task<IReadOnlyList<string>> MessagesAsync(string thread) => (await Graph.GetStateAsync(thread)).State.Messages;

    private StateGraph<TalkState> Build(string name, NodeOptions? answer = null) => StateGraph.Create<TalkState>(name)
        .AddNode("think", (state, context) => RunAsync("think", state, context))
        .AddNode("answer", (state, context) => RunAsync("answer", state, context), answer)
        .AddEdge(GraphRuntime.Graph.Start, "think")
        .AddEdge("think", "answer");

    public async ValueTask<NodeResult<TalkState>> RunAsync(string node, TalkState state, NodeContext context)
    {
        var call = $"{node}({state.Text})";
        Log.Enqueue(call);
        Saw.Enqueue(state.Messages);
        await PlayAsync(node, state.Text ?? "", context);
        return new TalkState.Update { Messages = [_answers.TryGetValue(call, out var answer) ? $"{call}: {answer}" : call] };
    }
}
