using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GraphRuntime.Tests.Graphs;

public sealed record Message(string Role, string Text);

[GraphState]
public sealed partial record TalkState
{
    [Append]
    public ImmutableArray<Message> Messages { get; init; } = [];

    public string? Draft { get; init; }

    [Reduce(nameof(Sum))]
    public int Cost { get; init; }

    public bool WantsTool => Messages[^1].Text == "tool?";

    private static int Sum(int current, int update) => current + update;
}

/// <summary>The API that a user meets, as the design names it, in one piece.</summary>
public sealed class TargetApiSnippetTests
{
    [Fact]
    public async Task The_api_of_the_design_compiles_and_does_what_it_says()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddGraphRuntime(o => o.DefaultMultitaskStrategy = MultitaskStrategy.Enqueue)
            .AddGraph<TalkState>("task_maistro", g => g
                .AddNode<ModelNode>("model")
                .AddNode("tools", async (s, ctx) => new TalkState.Update { Messages = [await RunToolAsync(s, ctx)] })
                .AddEdge(Graph.Start, "model")
                .AddConditionalEdges("model", s => s.WantsTool ? "tools" : Graph.End, "tools", Graph.End)
                .AddEdge("tools", "model"),
                new() { InterruptBefore = ["tools"] });
        using var host = builder.Build();
        await host.StartAsync();
        var coordinator = host.Services.GetRequiredService<ThreadRunCoordinator>();
        var graph = host.Services.GetRequiredKeyedService<CompiledGraph<TalkState>>("task_maistro");
        var (threadId, hi) = ("thread", new Message("user", "hi"));

        var run = await coordinator.CreateRunAsync(
            threadId, "task_maistro", new TalkState.Update { Messages = [hi] }, new RunOptions { MultitaskStrategy = MultitaskStrategy.Rollback });
        var paused = await run.JoinAsync();
        var nodes = new List<string>();
        await foreach (var e in graph.StreamAsync(GraphInput.Resume, threadId, new() { InterruptBefore = ["model"], StreamModes = StreamModes.Updates }))
        {
            nodes.AddRange(e is UpdatesEvent update ? [update.Node] : []);
        }

        paused.Status.Should().Be(RunStatus.Interrupted);
        nodes.Should().Equal("tools");
        var state = await graph.GetStateAsync(threadId);
        state.Next.Should().Equal("model");
        state.State.Messages.Select(m => m.Text).Should().Equal("hi", "tool?", "42");
        state.State.Cost.Should().Be(1);
        await host.StopAsync();
    }

    private static ValueTask<Message> RunToolAsync(TalkState state, NodeContext context) =>
        ValueTask.FromResult(new Message("tool", state.Messages.Length == 2 && context.NodeName == "tools" ? "42" : "?"));

    private sealed class ModelNode : INode<TalkState>
    {
        public ValueTask<NodeResult<TalkState>> RunAsync(TalkState state, NodeContext context) =>
            new(new TalkState.Update { Messages = [new("model", state.Messages[^1].Role == "user" ? "tool?" : "done")], Cost = 1 });
    }
}
