using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Registers agents.</summary>
public static class AgentServiceExtensions
{
    /// <summary>Registers an agent as a graph. Mistakes in its description are a <see cref="GraphBuildException"/> when the host starts.</summary>
    /// <param name="builder">The builder of the runtime.</param>
    /// <param name="name">The name of the agent and of the graph.</param>
    /// <param name="configure">Describes the agent.</param>
    /// <param name="options">What is fixed at compile time; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder of the runtime.</returns>
    public static GraphRuntimeBuilder AddAgent(this GraphRuntimeBuilder builder, string name, Action<AgentBuilder<AgentState>> configure, CompileOptions? options = null) =>
        AddAgent<AgentState>(builder, name, (_, agent) => configure(agent), options);

    /// <summary>Registers an agent that is described with the help of services.</summary>
    /// <param name="builder">The builder of the runtime.</param>
    /// <param name="name">The name of the agent and of the graph.</param>
    /// <param name="configure">Describes the agent.</param>
    /// <param name="options">What is fixed at compile time; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder of the runtime.</returns>
    public static GraphRuntimeBuilder AddAgent(
        this GraphRuntimeBuilder builder, string name, Action<IServiceProvider, AgentBuilder<AgentState>> configure, CompileOptions? options = null) =>
        AddAgent<AgentState>(builder, name, configure, options);

    /// <summary>Registers an agent with a state of the application.</summary>
    /// <typeparam name="TState">The state; it has a channel with <see cref="MessagesAttribute"/>.</typeparam>
    /// <param name="builder">The builder of the runtime.</param>
    /// <param name="name">The name of the agent and of the graph.</param>
    /// <param name="configure">Describes the agent.</param>
    /// <param name="options">What is fixed at compile time; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder of the runtime.</returns>
    public static GraphRuntimeBuilder AddAgent<TState>(
        this GraphRuntimeBuilder builder, string name, Action<IServiceProvider, AgentBuilder<TState>> configure, CompileOptions? options = null)
        where TState : class, IGraphState<TState>
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddGraph<TState>(name, (provider, graph) => AgentGraph.Build(graph, agent => configure(provider, agent)), options);
    }

    /// <summary>Registers several agents that share their messages and hand the conversation to each other.</summary>
    /// <param name="builder">The builder of the runtime.</param>
    /// <param name="name">The name of the team and of the graph.</param>
    /// <param name="configure">Describes the team.</param>
    /// <param name="options">What is fixed at compile time; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder of the runtime.</returns>
    public static GraphRuntimeBuilder AddAgentTeam(this GraphRuntimeBuilder builder, string name, Action<TeamBuilder> configure, CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddGraph<AgentState>(name, graph => AgentTeam.Build(graph, configure), options);
    }
}
