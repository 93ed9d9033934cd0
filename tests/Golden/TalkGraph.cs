using GraphRuntime.Checkpointing;

namespace GraphRuntime.Golden;

/// <summary>A conversation. "book …" buys a ticket, once, and asks when; beside it another node finishes.</summary>
internal static class TalkGraph
{
    public const string Name = "golden";

    public static CompiledGraph<TalkState> Compile(ICheckpointer checkpointer, Func<string> buy) =>
        Build(StateGraph.Create<TalkState>(Name), buy).Compile(new() { Checkpointer = checkpointer });

    public static StateGraph<TalkState> Build(StateGraph<TalkState> graph, Func<string> buy) => graph
        .AddNode("think", state => new TalkState.Update
        {
            Draft = $"draft {state.Said.Length}",
            Said = [new Replied("hm, " + state.Said[^1].Text)],
            Cost = 1,
        })
        .AddNode("note", state => new TalkState.Update { Notes = [new Note("last", state.Said[^2].Text), new Note($"turn {state.Cost}", "noted")] })
        .AddNode("act", async (state, context) =>
        {
            if (!state.Said[^2].Text.StartsWith("book", StringComparison.Ordinal))
            {
                return new TalkState.Update { Said = [new Replied("fine")] };
            }

            var ticket = await context.OnceAsync("ticket", _ => ValueTask.FromResult(buy()));
            var moment = context.Interrupt<string>($"When, with {ticket}?");
            return new TalkState.Update { Said = [new Replied($"{ticket} at {moment}")] };
        })
        .AddEdge(Graph.Start, "think")
        .AddEdge("think", "note")
        .AddEdge("think", "act");
}
