namespace GraphRuntime.AI;

/// <summary>One agent of a team.</summary>
internal sealed record TeamMember(string Name, string Description, AgentBuilder<AgentState> Agent)
{
    public string ToolsNode => Name + "_tools";
}
