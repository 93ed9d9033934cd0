using System.Text.Json;
using GraphRuntime.Tests.Graphs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GraphRuntime.Tests.DependencyInjection;

public sealed class HostTests
{
    private sealed class Greeter(Greeting greeting) : INode<ApiState>
    {
        public ValueTask<NodeResult<ApiState>> RunAsync(ApiState state, NodeContext context) =>
            new(new ApiState.Update { Messages = [greeting.Text + " " + state.Messages[^1]] });
    }

    private sealed record Greeting(string Text);

    private static IHost Build(Action<GraphRuntimeBuilder>? more = null)
    {
        var host = Host.CreateApplicationBuilder();
        host.Services.AddSingleton(new Greeting("hello"));
        var builder = host.Services.AddGraphRuntime(o => o.DefaultMultitaskStrategy = MultitaskStrategy.Enqueue)
            .AddGraph<ApiState>("greet", g => g
                .AddNode<Greeter>("greeter")
                .AddEdge(Graph.Start, "greeter"));
        more?.Invoke(builder);
        return host.Build();
    }

    [Fact]
    public async Task The_coordinator_runs_a_registered_graph()
    {
        using var host = Build();
        await host.StartAsync();
        var coordinator = host.Services.GetRequiredService<ThreadRunCoordinator>();

        var first = await coordinator.CreateRunAsync("t1", "greet", new ApiState.Update { Messages = ["ada"] });
        var second = await coordinator.CreateRunAsync("t1", "greet", new ApiState.Update { Messages = ["bob"] });
        var done = await second.JoinAsync();

        done.Status.Should().Be(RunStatus.Success);
        (await first.GetAsync()).Status.Should().Be(RunStatus.Success);
        var graph = host.Services.GetRequiredKeyedService<CompiledGraph<ApiState>>("greet");
        (await graph.GetStateAsync("t1")).State.Messages.Should().Equal("ada", "hello ada", "bob", "hello bob");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_broken_graph_is_reported_when_the_host_starts()
    {
        using var host = Build(b => b.AddGraph<ApiState>("broken", g => g.AddEdge("a", "b")));

        var start = async () => await host.StartAsync();

        (await start.Should().ThrowAsync<GraphBuildException>()).Which.Problems.Should().HaveCount(3);
    }

    [Fact]
    public async Task Events_of_a_run_can_be_read_after_its_end()
    {
        using var host = Build();
        await host.StartAsync();
        var run = await host.Services.GetRequiredService<ThreadRunCoordinator>().CreateRunAsync("t1", "greet", new ApiState.Update { Messages = ["ada"] });
        await run.JoinAsync();

        var kinds = new List<string>();
        await foreach (var e in run.StreamAsync())
        {
            kinds.Add(e.Kind);
            JsonDocument.Parse(e.Data).Dispose();
        }

        kinds.Should().Contain("updates");
        await host.StopAsync();
    }
}
