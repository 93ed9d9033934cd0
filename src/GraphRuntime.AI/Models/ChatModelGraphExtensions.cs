using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.AI;

/// <summary>Adds nodes that ask a chat model.</summary>
public static class ChatModelGraphExtensions
{
    /// <summary>
    /// Adds a node that gives the messages of the state to a chat model, emits the pieces of its answer as message events and writes the answer to the
    /// messages.
    /// </summary>
    /// <typeparam name="TState">The state; it has a channel with <see cref="MessagesAttribute"/>.</typeparam>
    /// <param name="graph">The graph.</param>
    /// <param name="name">The name of the node.</param>
    /// <param name="options">How the model is asked; <see langword="null"/> for the client among the services and no tools.</param>
    /// <param name="node">How the node is treated: retries, time-out; <see langword="null"/> for the defaults.</param>
    /// <returns>The graph.</returns>
    public static StateGraph<TState> AddChatModel<TState>(
        this StateGraph<TState> graph, string name, ChatModelOptions<TState>? options = null, NodeOptions? node = null)
        where TState : class, IGraphState<TState>
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new ChatModelOptions<TState>();
        var body = new ChatModelNode<TState>(options, MessageChannel.Find<TState>(options.Messages));
        return graph.AddNode(name, body.RunAsync, node).AddCheck(services => Check(name, options, services));
    }

    private static IEnumerable<string> Check<TState>(string node, ChatModelOptions<TState> options, IServiceProvider? services)
        where TState : class
    {
        if (options.Client is null && !HasClient(services, options.ClientKey))
        {
            var client = options.ClientKey is { } key ? $"IChatClient with the key '{key}'" : "IChatClient";
            yield return $"Node '{node}': there is no {client} among the services. Register it (services.Add{(options.ClientKey is null ? "" : "Keyed")}ChatClient), or set ChatModelOptions.Client.";
        }

        foreach (var name in options.Tools.GroupBy(static tool => tool.Name, StringComparer.Ordinal).Where(static tools => tools.Count() > 1).Select(static tools => tools.Key))
        {
            yield return $"Node '{node}': there are two tools named '{name}'. Rename one of them.";
        }

        foreach (var (what, timeout) in new[] { (nameof(options.FirstTokenTimeout), options.FirstTokenTimeout), (nameof(options.TokenTimeout), options.TokenTimeout) })
        {
            if (timeout <= TimeSpan.Zero)
            {
                yield return $"Node '{node}': {what} must be longer than zero.";
            }
        }
    }

    private static bool HasClient(IServiceProvider? services, object? key) => services?.GetService<IServiceProviderIsService>() switch
    {
        null => false,
        IServiceProviderIsKeyedService keyed when key is not null => keyed.IsKeyedService(typeof(IChatClient), key),
        var registered => registered.IsService(typeof(IChatClient)),
    };
}
