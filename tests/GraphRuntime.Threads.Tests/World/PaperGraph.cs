using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Threads.Tests;

/// <summary>A graph whose runs report events of every kind: messages, values, a failed attempt, a subgraph with another state, and a question.</summary>
internal static class PaperGraph
{
    public const string Name = "paper";

    public static ThreadGraph<ChatState> Create(ICheckpointer checkpointer, TimeProvider time, string name = Name)
    {
        var options = new CompileOptions { Checkpointer = checkpointer, TimeProvider = time };
        var inner = StateGraph.Create<OtherState>("inner")
            .AddNode("look", async (_, context) =>
            {
                await context.EmitAsync(new Finding("page", 7));
                return new OtherState.Update { Text = "found" };
            })
            .AddEdge(Graph.Start, "look")
            .Compile();
        var graph = StateGraph.Create<ChatState>(name)
            .AddNode("write", WriteAsync, new NodeOptions { Retry = new RetryPolicy { MaxAttempts = 2, InitialDelay = TimeSpan.Zero, ShouldRetry = static _ => true } })
            .AddSubgraph("search", inner, static _ => new OtherState.Update { Text = "?" }, static found => new ChatState.Update { Messages = [found.Text!] })
            .AddNode("check", static (_, context) => new ChatState.Update { Messages = [context.Interrupt<string>("Print it?")] })
            .AddEdge(Graph.Start, "write")
            .AddEdge("write", "search")
            .AddEdge("search", "check")
            .Compile(options, new EngineServices { Time = time });
        return new ThreadGraph<ChatState>(name, graph);
    }

    private static async ValueTask<NodeResult<ChatState>> WriteAsync(ChatState state, NodeContext context)
    {
        await context.EmitMessageAsync("a token");
        await context.EmitAsync("a text");
        await context.EmitAsync(new Finding("chapter", 1));
        return context.Attempt == 1 ? throw new InvalidOperationException("the pen broke") : new ChatState.Update { Messages = ["written"] };
    }

    /// <summary>What a node emits.</summary>
    public sealed record Finding(string Kind, int Place);
}
