using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>
/// Makes graphs of several agents that share their messages. Each agent is two nodes of the same graph, its model and its tools; handing over is a call of
/// the tool <c>transfer_to_…</c>, after which the model of the other agent is asked next.
/// </summary>
public static partial class AgentTeam
{
    /// <summary>Makes the graph of a team.</summary>
    /// <param name="name">The name of the graph.</param>
    /// <param name="configure">Describes the team.</param>
    /// <returns>The graph, to be compiled.</returns>
    public static StateGraph<AgentState> Create(string name, Action<TeamBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var graph = StateGraph.Create<AgentState>(name);
        Build(graph, configure);
        return graph;
    }

    internal static void Build(StateGraph<AgentState> graph, Action<TeamBuilder> configure)
    {
        var team = new TeamBuilder();
        configure(team);
        var problems = Check(team).ToList();
        graph.AddCheck(_ => problems);
        if (problems.Count > 0)
        {
            return;
        }

        foreach (var member in team.Members)
        {
            AddMember(graph, team, member);
        }

        string[] names = [.. team.Members.Select(static member => member.Name)];
        graph.AddConditionalEdges(Graph.Start, state => First(team, names, state), names).RepairCalls();
    }

    private static string First(TeamBuilder team, string[] names, AgentState state) =>
        team.SupervisorName ?? (state.ActiveAgent is { } active && names.Contains(active) ? active : names[0]);

    private static void AddMember(StateGraph<AgentState> graph, TeamBuilder team, TeamMember member)
    {
        TeamMember[] targets = [.. Targets(team, member)];
        string[] names = [.. targets.Select(static target => target.Name)];
        var parts = member.Agent.Build([.. targets.Select(static target => new HandoffFunction(target))]);
        var returns = team.SupervisorName is { } supervisor && supervisor != member.Name ? supervisor : null;
        var model = returns is null ? parts.Model : parts.Model with { Output = (state, answer) => CombinedUpdate<AgentState>.Of(parts.Model.Output?.Invoke(state, answer), HandBack(answer, returns)) };
        graph.AddChatModel(member.Name, model, parts.ModelNode).AddCheck(_ => parts.Problems);
        var next = returns ?? Graph.End;
        if (parts.Tools.Count == 0)
        {
            graph.AddEdge(member.Name, next);
            return;
        }

        var set = new ToolSet(member.ToolsNode, parts.Tools);
        var tools = new TeamToolsNode(set, parts.Calls);
        graph.AddNode<ToolCall>(member.ToolsNode, tools.RunAsync)
            .AddCheck(_ => set.Problems)
            .AddConditionalEdges(
                member.Name,
                state => ToolsGraphExtensions.PendingCalls(state.Messages, member.ToolsNode) is { Count: > 0 } sends ? sends : next,
                member.ToolsNode,
                next)
            .AddConditionalEdges(member.ToolsNode, state => TeamToolsNode.Target(state, names) ?? member.Name, [member.Name, .. names]);
    }

    private static IEnumerable<TeamMember> Targets(TeamBuilder team, TeamMember from)
    {
        var named = team.HandoffList.Where(pair => pair.From == from.Name).Select(static pair => pair.To).ToHashSet(StringComparer.Ordinal);
        return team.Members.Where(to => to != from && (team.HandoffList.Count > 0 ? named.Contains(to.Name) : team.SupervisorName is not { } supervisor || supervisor == from.Name));
    }

    /// <summary>Tells the supervisor, in its own terms, that the conversation is with it again: a call and its result.</summary>
    private static AgentState.Update? HandBack(ChatResponse answer, string supervisor)
    {
        if (answer.Messages.Any(static message => MessageRepair.Calls(message).Count > 0))
        {
            return null;
        }

        var last = answer.Messages[^1];
        var call = new FunctionCallContent($"back-{last.MessageId}", $"transfer_back_to_{supervisor}", new Dictionary<string, object?>());
        var back = new ChatMessage(ChatRole.Assistant, [call]) { MessageId = $"{last.MessageId}:back", AuthorName = last.AuthorName };
        return new AgentState.Update { ActiveAgent = supervisor, Messages = [back, MessageRepair.Result(back.MessageId, call.CallId, $"The conversation is with {supervisor} again.")] };
    }

    private static IEnumerable<string> Check(TeamBuilder team)
    {
        if (team.Members.Count == 0)
        {
            yield return "The team has no agents. Add them with Agent.";
        }

        foreach (var twice in team.Members.GroupBy(static member => member.Name, StringComparer.Ordinal).Where(static same => same.Count() > 1))
        {
            yield return $"The team has two agents named '{twice.Key}'. Rename one of them.";
        }

        foreach (var member in team.Members)
        {
            if (!AgentName().IsMatch(member.Name))
            {
                yield return $"Agent '{member.Name}': the name of an agent in a team begins with a letter or digit and has letters, digits, '_' and '-' only, since a tool is named after it.";
            }

            if (string.IsNullOrWhiteSpace(member.Description))
            {
                yield return $"Agent '{member.Name}' has no description, so the others cannot know when to hand over to it.";
            }
        }

        foreach (var (from, to) in team.HandoffList)
        {
            foreach (var unknown in new[] { from, to }.Where(name => team.Members.All(member => member.Name != name)))
            {
                yield return $"Hand-over from '{from}' to '{to}': there is no agent '{unknown}'. There are: {string.Join(", ", team.Members.Select(static member => member.Name))}.";
            }
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$")]
    private static partial Regex AgentName();
}
