using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Studio.Tests;

/// <summary>A desk: what begins with "wait" waits at the gate, "fail" fails, "ask" asks; everything else is answered.</summary>
internal static class DeskGraph
{
    public const string Name = "desk";

    public static void Build(IServiceProvider services, StateGraph<DeskState> graph) => graph
        .AddNode("clerk", async (state, context) =>
        {
            switch (state.Text.Split(' ')[0])
            {
                case "wait":
                    await services.GetRequiredService<Gate>().PassAsync(context.CancellationToken);
                    break;
                case "fail":
                    throw new InvalidOperationException("The desk is closed.");
                case "ask":
                    return new DeskState.Update { Said = [context.Interrupt<Wish>(new { question = "What is it?" }).Name] };
                default:
                    break;
            }

            return new DeskState.Update { Said = [state.Text] };
        })
        .AddNode("file", static _ => new DeskState.Update { Filed = true })
        .AddEdge(Graph.Start, "clerk")
        .AddEdge("clerk", "file");
}

/// <summary>What a visitor wishes.</summary>
/// <param name="Name">The name.</param>
public sealed record Wish(string Name);

/// <summary>The state of the desk.</summary>
[GraphState]
public sealed partial record DeskState
{
    public string Text { get; init; } = "";

    [Append]
    public ImmutableArray<string> Said { get; init; } = [];

    public bool Filed { get; init; }
}
