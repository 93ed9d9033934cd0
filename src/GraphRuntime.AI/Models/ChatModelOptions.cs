using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>How a chat model node asks its model.</summary>
/// <typeparam name="TState">The state.</typeparam>
public sealed record ChatModelOptions<TState>
    where TState : class
{
    /// <summary>The client; <see langword="null"/> to take it from the services.</summary>
    public IChatClient? Client { get; init; }

    /// <summary>The key of the client among the services; <see langword="null"/> for the one without a key. Used where <see cref="Client"/> is not set.</summary>
    public object? ClientKey { get; init; }

    /// <summary>Clients that are asked in turn when the ones before have failed.</summary>
    public IReadOnlyList<IChatClient> Fallbacks { get; init; } = [];

    /// <summary>Makes the instructions from the state; <see langword="null"/> for none. They are given to the model and not stored.</summary>
    public Func<TState, string?>? Instructions { get; init; }

    /// <summary>Options of every request: temperature, response format and so on. Its tools are added to <see cref="Tools"/>.</summary>
    public ChatOptions? Options { get; init; }

    /// <summary>What the model may call. The node asks for calls; a node made with <see cref="ToolsGraphExtensions.AddTools"/> executes them.</summary>
    public IReadOnlyList<AITool> Tools { get; init; } = [];

    /// <summary>Shapes the history that is given to the model; what is stored stays whole. <see langword="null"/> to give all of it.</summary>
    public IChatReducer? History { get; init; }

    /// <summary>The name under which answers are stored; <see langword="null"/> for none.</summary>
    public string? AuthorName { get; init; }

    /// <summary>The name of the channel with the messages; <see langword="null"/> for the only one.</summary>
    public string? Messages { get; init; }

    /// <summary>Whether tokens are asked for one by one and emitted as message events.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Stream { get; init; } = true;

    /// <summary>
    /// Whether the text that a streamed answer has when the run is stopped is kept as a message, so that the next turn knows what its reader has seen. See
    /// <see cref="NodeContext.KeepOnInterrupt"/>.
    /// </summary>
    /// <value>The default is <see langword="false"/>: an answer that was cut off is dropped.</value>
    public bool KeepPartialAnswer { get; init; }

    /// <summary>How long the first piece of an answer may take, or the whole answer where it is not streamed; <see langword="null"/> for any time.</summary>
    public TimeSpan? FirstTokenTimeout { get; init; }

    /// <summary>How long each further piece may take; <see langword="null"/> for any time.</summary>
    public TimeSpan? TokenTimeout { get; init; }

    /// <summary>Makes what the node writes besides the answer, such as a structured answer in a property of its own; <see langword="null"/> for nothing.</summary>
    public Func<TState, ChatResponse, StateUpdate<TState>?>? Output { get; init; }

    /// <summary>Hooks around each request: those before it in this order, those after it in the opposite order.</summary>
    public IReadOnlyList<ModelHook<TState>> Hooks { get; init; } = [];
}
