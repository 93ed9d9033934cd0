using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Adds nodes that call tools.</summary>
public static class ToolsGraphExtensions
{
    /// <summary>
    /// Adds a node that executes calls of tools. Each call is a task of its own, started by a <see cref="Send"/> from <see cref="PendingCalls"/>: it has its
    /// own attempts, time-out and question, and one that has finished does not run again when the others are resumed.
    /// </summary>
    /// <typeparam name="TState">The state; it has a channel with <see cref="MessagesAttribute"/>.</typeparam>
    /// <param name="graph">The graph.</param>
    /// <param name="name">The name of the node.</param>
    /// <param name="tools">The tools. Those that are executed by the model's provider are passed over.</param>
    /// <param name="options">How calls are executed; <see langword="null"/> for the defaults.</param>
    /// <param name="node">How the node is treated; <see langword="null"/> for the defaults.</param>
    /// <returns>The graph.</returns>
    public static StateGraph<TState> AddTools<TState>(
        this StateGraph<TState> graph, string name, IEnumerable<AITool> tools, ToolsOptions? options = null, NodeOptions? node = null)
        where TState : class, IGraphState<TState>
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(tools);
        options ??= new ToolsOptions();
        var set = new ToolSet(name, tools);
        var body = new ToolsNode<TState>(set, options, MessageChannel.Find<TState>(options.Messages));
        return graph.AddNode<ToolCall>(name, body.RunAsync, node).AddCheck(_ => set.Problems);
    }

    /// <summary>Adds the edges between a model and its tools: to the tools while the model calls some, back when all of them have a result, and out.</summary>
    /// <typeparam name="TState">The state.</typeparam>
    /// <param name="graph">The graph.</param>
    /// <param name="model">The node of the model.</param>
    /// <param name="tools">The node of the tools.</param>
    /// <param name="then">Where to go when no tool is called; <see langword="null"/> for the end.</param>
    /// <param name="messages">The name of the channel with the messages; <see langword="null"/> for the only one.</param>
    /// <returns>The graph.</returns>
    public static StateGraph<TState> AddToolLoop<TState>(this StateGraph<TState> graph, string model, string tools, string? then = null, string? messages = null)
        where TState : class, IGraphState<TState>
    {
        ArgumentNullException.ThrowIfNull(graph);
        var list = MessageChannel.Find<TState>(messages);
        var end = then ?? Graph.End;
        return graph
            .AddConditionalEdges(model, state => PendingCalls(list.Read(state), tools) is { Count: > 0 } sends ? sends : end, tools, end)
            .AddEdge(tools, model);
    }

    /// <summary>The calls of the newest answer that have no result yet, one send for each, in the order of the calls.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="tools">The node of the tools.</param>
    /// <returns>The sends; none where no call waits.</returns>
    public static Routes PendingCalls(IReadOnlyList<ChatMessage> messages, string tools)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var last = messages.LastOrDefault(static message => message.Role != ChatRole.Tool);
        return last is null ? Routes.None : MessageRepair.Pending(messages).Where(call => last.Contents.Contains(call)).Select(call => Send.To(tools, ToolCall.From(call, last))).ToArray();
    }
}
