using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>A request to a model.</summary>
/// <typeparam name="TState">The state.</typeparam>
public sealed class ModelRequest<TState>
    where TState : class
{
    internal ModelRequest(TState state, NodeContext context, IList<ChatMessage> messages, ChatOptions options) =>
        (State, Context, Messages, Options) = (state, context, messages, options);

    /// <summary>The state.</summary>
    public TState State { get; }

    /// <summary>The task that asks.</summary>
    public NodeContext Context { get; }

    /// <summary>What the model is given: instructions and history. Changes are not stored.</summary>
    public IList<ChatMessage> Messages { get; }

    /// <summary>The options of this request, a copy.</summary>
    public ChatOptions Options { get; }

    /// <summary>The answer; <see langword="null"/> before there is one.</summary>
    public ChatResponse? Answer { get; set; }
}
