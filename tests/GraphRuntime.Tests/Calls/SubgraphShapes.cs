namespace GraphRuntime.Tests.Calls;

/// <summary>The ways in which a node runs another graph, for tests that have to hold in each of them.</summary>
public static class SubgraphShapes
{
    /// <summary>Shape, persistence and durability, in every combination that can pause.</summary>
    public static TheoryData<string, SubgraphPersistence, DurabilityMode> Stored
    {
        get
        {
            var data = new TheoryData<string, SubgraphPersistence, DurabilityMode>();
            foreach (var shape in (string[])["shared", "mapped", "called"])
            {
                foreach (var persistence in (SubgraphPersistence[])[SubgraphPersistence.Inherit, SubgraphPersistence.OwnMemory])
                {
                    foreach (var durability in Enum.GetValues<DurabilityMode>())
                    {
                        data.Add(shape, persistence, durability);
                    }
                }
            }

            return data;
        }
    }

    /// <summary>Adds a graph as node "sub" so that what its nodes append to the log reaches the log of the outer graph.</summary>
    public static StateGraph<CallState> AddShape(
        this StateGraph<CallState> outer, string shape, Func<StateGraph<CallState>, StateGraph<CallState>> build, SubgraphPersistence persistence, NodeOptions? options = null)
    {
        var sub = build(StateGraph.Create<CallState>("sub")).Compile(new() { Persistence = persistence });
        return shape switch
        {
            "shared" => outer.AddSubgraph("sub", sub, options),
            "mapped" => outer.AddSubgraph("sub", sub, static s => new CallState.Update { Note = s.Note }, Latest, options),
            _ => outer.AddNode("sub", async (s, ctx) => Latest(await ctx.InvokeAsync(sub, new CallState.Update { Note = s.Note })), options),
        };
    }

    /// <summary>What a graph without the outer log has written since its input: its own log, or the end of its memory.</summary>
    private static CallState.Update Latest(CallState s) => new() { Log = [.. s.Log.Skip(s.Log.LastIndexOf("begin"))] };
}
