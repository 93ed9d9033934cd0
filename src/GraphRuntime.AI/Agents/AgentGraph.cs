using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>
/// Makes graphs of agents. They are ordinary graphs with the nodes <c>model</c> and <c>tools</c>: they can be drawn, paused, edited and extended like any
/// other.
/// </summary>
public static class AgentGraph
{
    /// <summary>The node of the model.</summary>
    public const string ModelNode = "model";

    /// <summary>The node of the tools.</summary>
    public const string ToolsNode = "tools";

    /// <summary>Makes the graph of an agent.</summary>
    /// <param name="name">The name of the agent and of the graph.</param>
    /// <param name="configure">Describes the agent.</param>
    /// <returns>The graph, to be compiled.</returns>
    public static StateGraph<AgentState> Create(string name, Action<AgentBuilder<AgentState>> configure) => Create<AgentState>(name, configure);

    /// <summary>Makes the graph of an agent with a state of the application.</summary>
    /// <typeparam name="TState">The state; it has a channel with <see cref="MessagesAttribute"/>.</typeparam>
    /// <param name="name">The name of the agent and of the graph.</param>
    /// <param name="configure">Describes the agent.</param>
    /// <returns>The graph, to be compiled.</returns>
    public static StateGraph<TState> Create<TState>(string name, Action<AgentBuilder<TState>> configure)
        where TState : class, IGraphState<TState>
    {
        ArgumentNullException.ThrowIfNull(configure);
        var graph = StateGraph.Create<TState>(name);
        Build(graph, configure);
        return graph;
    }

    /// <summary>
    /// Says what happens to calls without a result when a new message comes: each gets a result that says that it was not done; those that had finished
    /// keep theirs. Graphs of agents have this already.
    /// </summary>
    /// <typeparam name="TState">The state.</typeparam>
    /// <param name="graph">The graph.</param>
    /// <param name="messages">The name of the channel with the messages; <see langword="null"/> for the only one.</param>
    /// <returns>The graph.</returns>
    public static StateGraph<TState> RepairCalls<TState>(this StateGraph<TState> graph, string? messages = null)
        where TState : class, IGraphState<TState>
    {
        ArgumentNullException.ThrowIfNull(graph);
        var list = MessageChannel.Find<TState>(messages);
        return graph.OnPreempted((state, left) => Repair(list, state, left));
    }

    internal static void Build<TState>(StateGraph<TState> graph, Action<AgentBuilder<TState>> configure)
        where TState : class, IGraphState<TState>
    {
        var builder = new AgentBuilder<TState>(graph.Name);
        configure(builder);
        var parts = builder.Build([]);
        var messages = parts.Model.Messages;
        graph.AddChatModel(ModelNode, parts.Model, parts.ModelNode).AddEdge(Graph.Start, ModelNode).AddCheck(_ => parts.Problems).RepairCalls(messages);
        if (parts.Tools.Count > 0)
        {
            graph.AddTools(ToolsNode, parts.Tools, parts.Calls).AddToolLoop(ModelNode, ToolsNode, messages: messages);
        }
    }

    /// <summary>Results of calls that had finished take the places of those that say "not done", so all stand in the order of the calls.</summary>
    private static StateUpdate<TState>? Repair<TState>(StateList<TState, ChatMessage> messages, TState state, Preemption left)
        where TState : class
    {
        var all = messages.Read(state);
        var calling = all.LastOrDefault(static message => MessageRepair.Calls(message).Count > 0);
        var text = left.WasWaiting ? MessageRepair.NotDecided : MessageRepair.Interrupted;
        ChatMessage[] undone = [.. MessageRepair.Pending(all).Select(call => MessageRepair.Result(calling!.MessageId, call.CallId, text))];
        return CombinedUpdate<TState>.Of([undone.Length > 0 ? messages.Write(undone) : null, .. left.Finished]);
    }
}
