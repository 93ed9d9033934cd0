namespace GraphRuntime.AI;

/// <summary>Describes a team of agents that share their messages. Each call returns the builder.</summary>
public sealed class TeamBuilder
{
    private readonly List<TeamMember> _members = [];
    private readonly List<(string From, string To)> _handoffs = [];

    internal TeamBuilder()
    {
    }

    internal IReadOnlyList<TeamMember> Members => _members;

    internal string? SupervisorName { get; private set; }

    internal IReadOnlyList<(string From, string To)> HandoffList => _handoffs;

    /// <summary>Adds an agent. The first one answers first, unless there is a supervisor.</summary>
    /// <param name="name">The name: a letter or digit first, then letters, digits, <c>_</c> and <c>-</c>, since a tool is named after it.</param>
    /// <param name="description">What it is for; the others decide by it when to hand over.</param>
    /// <param name="configure">Describes the agent.</param>
    /// <returns>This builder.</returns>
    public TeamBuilder Agent(string name, string description, Action<AgentBuilder<AgentState>> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        var agent = new AgentBuilder<AgentState>(name);
        configure(agent);
        _members.Add(new TeamMember(name, description, agent));
        return this;
    }

    /// <summary>Adds the agent that hands each task to one of the others and gets the conversation back when they have answered.</summary>
    /// <param name="name">The name.</param>
    /// <param name="configure">Describes the agent.</param>
    /// <returns>This builder.</returns>
    public TeamBuilder Supervisor(string name, Action<AgentBuilder<AgentState>> configure)
    {
        SupervisorName = name;
        return Agent(name, $"Decides who works on what.", configure);
    }

    /// <summary>Allows an agent to hand the conversation to others. Where no pair is named, each may hand over to each, or the supervisor to all.</summary>
    /// <param name="from">The agent.</param>
    /// <param name="to">The agents that it may hand over to.</param>
    /// <returns>This builder.</returns>
    public TeamBuilder Handoff(string from, params IReadOnlyList<string> to)
    {
        ArgumentNullException.ThrowIfNull(to);
        _handoffs.AddRange(to.Select(target => (from, target)));
        return this;
    }
}
