using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using GraphRuntime.Building;
using GraphRuntime.Graphs;
using GraphRuntime.Nodes;

namespace GraphRuntime;

/// <summary>Builds a graph. Mistakes are collected and reported together by <see cref="Compile(CompileOptions?)"/>. Not safe for concurrent use.</summary>
/// <typeparam name="TState">The state.</typeparam>
public sealed partial class StateGraph<TState>
    where TState : class
{
    private readonly GraphDraft _draft;

    internal StateGraph(StateSchema<TState> schema, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(schema);
        _draft = new GraphDraft(schema, name);
    }

    /// <summary>The name of the graph.</summary>
    public string Name => _draft.Name;

    /// <summary>Adds a node.</summary>
    /// <param name="name">The name, unique in the graph; without <c>/ : + @ # ! |</c>.</param>
    /// <param name="run">What it does.</param>
    /// <param name="options">How it is treated.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddNode(string name, Func<TState, NodeContext, ValueTask<NodeResult<TState>>> run, NodeOptions? options = null) =>
        AddNode<TState>(name, run, options);

    /// <summary>Adds a node that completes at once.</summary>
    /// <inheritdoc cref="AddNode(string, Func{TState, NodeContext, ValueTask{NodeResult{TState}}}, NodeOptions)"/>
    public StateGraph<TState> AddNode(string name, Func<TState, NodeContext, NodeResult<TState>> run, NodeOptions? options = null) =>
        Add(name, new SyncBody<TState, TState>(run ?? throw new ArgumentNullException(nameof(run))), typeof(TState), options);

    /// <summary>Adds a node that needs the state only and completes at once.</summary>
    /// <inheritdoc cref="AddNode(string, Func{TState, NodeContext, ValueTask{NodeResult{TState}}}, NodeOptions)"/>
    public StateGraph<TState> AddNode(string name, Func<TState, NodeResult<TState>> run, NodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Add(name, new PlainBody<TState, TState>(run), typeof(TState), options);
    }

    /// <summary>Adds an asynchronous node that needs the state only.</summary>
    /// <inheritdoc cref="AddNode(string, Func{TState, NodeContext, ValueTask{NodeResult{TState}}}, NodeOptions)"/>
    [OverloadResolutionPriority(-1)]
    public StateGraph<TState> AddNode(string name, Func<TState, ValueTask<NodeResult<TState>>> run, NodeOptions? options = null) =>
        AddNode<TState>(name, run, options);

    /// <summary>Adds a node that takes the argument of a <see cref="Send"/> in place of the state.</summary>
    /// <typeparam name="TArgument">The type of the argument.</typeparam>
    /// <inheritdoc cref="AddNode(string, Func{TState, NodeContext, ValueTask{NodeResult{TState}}}, NodeOptions)"/>
    public StateGraph<TState> AddNode<TArgument>(string name, Func<TArgument, NodeContext, ValueTask<NodeResult<TState>>> run, NodeOptions? options = null) =>
        Add(name, new DelegateBody<TArgument, TState>(run ?? throw new ArgumentNullException(nameof(run))), typeof(TArgument), options);

    /// <summary>Adds a node that takes the argument of a <see cref="Send"/> and completes at once.</summary>
    /// <typeparam name="TArgument">The type of the argument.</typeparam>
    /// <inheritdoc cref="AddNode(string, Func{TState, NodeContext, ValueTask{NodeResult{TState}}}, NodeOptions)"/>
    public StateGraph<TState> AddNode<TArgument>(string name, Func<TArgument, NodeResult<TState>> run, NodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Add(name, new PlainBody<TArgument, TState>(run), typeof(TArgument), options);
    }

    /// <summary>Adds an asynchronous node that needs the argument of a <see cref="Send"/> only.</summary>
    /// <typeparam name="TArgument">The type of the argument.</typeparam>
    /// <inheritdoc cref="AddNode(string, Func{TState, NodeContext, ValueTask{NodeResult{TState}}}, NodeOptions)"/>
    [OverloadResolutionPriority(-1)]
    public StateGraph<TState> AddNode<TArgument>(string name, Func<TArgument, ValueTask<NodeResult<TState>>> run, NodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        return AddNode<TArgument>(name, (argument, _) => run(argument), options);
    }

    /// <summary>Adds a node class, made by the service provider in the scope of each task.</summary>
    /// <typeparam name="TNode">The class.</typeparam>
    /// <param name="name">The name of the node.</param>
    /// <param name="options">How it is treated.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddNode<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] TNode>(string name, NodeOptions? options = null)
        where TNode : class, INode<TState> => Add(name, new ServiceBody<TNode, TState>(ServiceNodes.Create<TNode>, ServiceNodes.Missing<TNode>), typeof(TState), options);

    /// <summary>Adds a node class that takes the argument of a <see cref="Send"/>, made by the service provider in the scope of each task.</summary>
    /// <typeparam name="TNode">The class.</typeparam>
    /// <typeparam name="TArgument">The type of the argument.</typeparam>
    /// <param name="name">The name of the node.</param>
    /// <param name="options">How it is treated.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddNode<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] TNode, TArgument>(string name, NodeOptions? options = null)
        where TNode : class, INode<TArgument, TState> => Add(name, new ArgumentServiceBody<TNode, TArgument, TState>(ServiceNodes.Create<TNode>, ServiceNodes.Missing<TNode>), typeof(TArgument), options);

    /// <summary>
    /// Adds a graph with the same state as a node. It begins with the state of this graph and hands back only what its own nodes wrote.
    /// </summary>
    /// <param name="name">The name of the node.</param>
    /// <param name="subgraph">The graph.</param>
    /// <param name="options">How it is treated.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddSubgraph(string name, CompiledGraph<TState> subgraph, NodeOptions? options = null) =>
        Add(name, new SharedStateBody((subgraph ?? throw new ArgumentNullException(nameof(subgraph))).Definition), typeof(TState), options);

    /// <summary>Adds a graph as a node, with functions between the two states.</summary>
    /// <typeparam name="TChild">The state of the graph.</typeparam>
    /// <param name="name">The name of the node.</param>
    /// <param name="subgraph">The graph.</param>
    /// <param name="input">Makes the graph's input from the state of this graph.</param>
    /// <param name="output">Makes the node's update from the graph's last state; <see langword="null"/> for none.</param>
    /// <param name="options">How it is treated.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddSubgraph<TChild>(
        string name, CompiledGraph<TChild> subgraph, Func<TState, StateUpdate<TChild>> input, Func<TChild, StateUpdate<TState>?> output, NodeOptions? options = null)
        where TChild : class => AddSubgraph<TState, TChild>(name, subgraph, input, output, options);

    /// <summary>Adds a graph as a node that takes the argument of a <see cref="Send"/>.</summary>
    /// <typeparam name="TArgument">The type of the argument.</typeparam>
    /// <typeparam name="TChild">The state of the graph.</typeparam>
    /// <param name="name">The name of the node.</param>
    /// <param name="subgraph">The graph.</param>
    /// <param name="input">Makes the graph's input from the argument.</param>
    /// <param name="output">Makes the node's update from the graph's last state; <see langword="null"/> for none.</param>
    /// <param name="options">How it is treated.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddSubgraph<TArgument, TChild>(
        string name, CompiledGraph<TChild> subgraph, Func<TArgument, StateUpdate<TChild>> input, Func<TChild, StateUpdate<TState>?> output, NodeOptions? options = null)
        where TChild : class
    {
        ArgumentNullException.ThrowIfNull(subgraph);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return Add(name, new SubgraphBody<TArgument, TState, TChild>(subgraph.Definition, input, output), typeof(TArgument), options);
    }

    /// <summary>Says what runs in a node's place when its attempts are used up. The node's own edges are not followed then.</summary>
    /// <param name="node">The node.</param>
    /// <param name="handle">The handler; its update and destinations take the place of the node's.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddErrorHandler(string node, Func<TState, NodeError, NodeContext, ValueTask<NodeResult<TState>>> handle) =>
        AddErrorHandler<TState>(node, handle);

    /// <summary>Says what runs in the place of a node that takes the argument of a <see cref="Send"/>: for each send whose attempts are used up.</summary>
    /// <typeparam name="TArgument">The type of the argument, as the node takes it.</typeparam>
    /// <param name="node">The node.</param>
    /// <param name="handle">The handler; it gets the argument, and its update and destinations take the place of the node's.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddErrorHandler<TArgument>(string node, Func<TArgument, NodeError, NodeContext, ValueTask<NodeResult<TState>>> handle)
    {
        _draft.Handlers.Add((node, new ErrorHandlerBody<TArgument, TState>(handle ?? throw new ArgumentNullException(nameof(handle))), typeof(TArgument)));
        return this;
    }

    /// <summary>As <see cref="AddErrorHandler(string, Func{TState, NodeError, NodeContext, ValueTask{NodeResult{TState}}})"/>, for a handler that completes at once.</summary>
    /// <param name="node">The node.</param>
    /// <param name="handle">The handler.</param>
    /// <returns>This builder.</returns>
    [OverloadResolutionPriority(-1)]
    public StateGraph<TState> AddErrorHandler(string node, Func<TState, NodeError, NodeContext, NodeResult<TState>> handle) =>
        AddErrorHandler<TState>(node, handle);

    /// <summary>As <see cref="AddErrorHandler{TArgument}(string, Func{TArgument, NodeError, NodeContext, ValueTask{NodeResult{TState}}})"/>, for a handler that completes at once.</summary>
    /// <typeparam name="TArgument">The type of the argument, as the node takes it.</typeparam>
    /// <param name="node">The node.</param>
    /// <param name="handle">The handler.</param>
    /// <returns>This builder.</returns>
    [OverloadResolutionPriority(-1)]
    public StateGraph<TState> AddErrorHandler<TArgument>(string node, Func<TArgument, NodeError, NodeContext, NodeResult<TState>> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return AddErrorHandler<TArgument>(node, (argument, error, context) => new ValueTask<NodeResult<TState>>(handle(argument, error, context)));
    }

    /// <summary>
    /// Says how the state is made valid again when a new input comes while something was left undone: the run before was displaced, cancelled or failed, or the thread
    /// was waiting. A message that calls a tool, for example, needs an answer of that tool. The update is the first write of the next run.
    /// </summary>
    /// <param name="repair">Gets the state and what was left undone; returns what is written, or <see langword="null"/> for nothing. Pure and quick.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> OnPreempted(Func<TState, Preemption, StateUpdate<TState>?> repair)
    {
        ArgumentNullException.ThrowIfNull(repair);
        _draft.Repair = (state, preemption) => repair((TState)state, preemption);
        return this;
    }

    /// <summary>Adds a check of <see cref="Compile(CompileOptions?)"/>, for libraries whose nodes need services or settings.</summary>
    /// <param name="findProblems">Gets the services of the graph, or <see langword="null"/> where it has none; returns problems, each naming node and remedy.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddCheck(Func<IServiceProvider?, IEnumerable<string>> findProblems)
    {
        _draft.Checks.Add(findProblems ?? throw new ArgumentNullException(nameof(findProblems)));
        return this;
    }

    /// <summary>Rewrites stored states of an older version before they are read.</summary>
    /// <param name="fromVersion">The version that is rewritten to the next one.</param>
    /// <param name="migrate">Changes the state: one property for each channel.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddMigration(int fromVersion, Action<JsonObject> migrate)
    {
        ArgumentNullException.ThrowIfNull(migrate);
        _draft.Migrations[fromVersion] = migrate;
        return this;
    }

    /// <summary>Restricts the input: writes to other channels are dropped.</summary>
    /// <param name="channels">The names of the channels.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> WithInput(params string[] channels)
    {
        _draft.Input = channels;
        return this;
    }

    /// <summary>Restricts the output: results and values show these channels only.</summary>
    /// <param name="channels">The names of the channels.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> WithOutput(params string[] channels)
    {
        _draft.Output = channels;
        return this;
    }

    /// <summary>Checks the graph and makes it ready to run.</summary>
    /// <param name="options">What is fixed now; <see langword="null"/> for the defaults.</param>
    /// <returns>The graph. Later changes of this builder do not reach it.</returns>
    /// <exception cref="GraphBuildException">There are problems; all of them are listed.</exception>
    public CompiledGraph<TState> Compile(CompileOptions? options = null) => new(GraphCompiler.Compile(_draft, options ?? CompileOptions.Default, null));

    internal CompiledGraph<TState> Compile(CompileOptions options, EngineServices services) => new(GraphCompiler.Compile(_draft, options, services));

    private StateGraph<TState> Add(string name, NodeBody body, Type inputType, NodeOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _draft.Nodes.Add(new GraphNode(name, body, options ?? NodeOptions.Default, inputType));
        return this;
    }
}
