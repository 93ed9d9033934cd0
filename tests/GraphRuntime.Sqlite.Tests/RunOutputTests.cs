using GraphRuntime.Checkpointing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GraphRuntime.Sqlite.Tests;

/// <summary>A long conversation through the coordinator stores each message once, and the output of each run can still be read.</summary>
public sealed class RunOutputTests
{
    private const int Turns = 100;

    [Fact]
    public async Task A_long_conversation_stores_its_state_once_and_every_run_has_its_output()
    {
        using var place = TestDatabase.File();
        using var host = Build(place);
        await host.StartAsync();
        var coordinator = host.Services.GetRequiredService<ThreadRunCoordinator>();
        var runs = new List<RunHandle>();
        for (var i = 0; i < Turns; i++)
        {
            runs.Add(await coordinator.CreateRunAsync("thread", "talk", new GreetingState.Update { Messages = [new string('x', 400) + i] }, new RunOptions { RunId = $"run {i}" }));
            await runs[^1].JoinAsync();
        }

        foreach (var i in (int[])[0, 50, Turns - 1])
        {
            Messages(await runs[i].GetAsync()).Should().Be((i + 1) * 2);
        }

        using (var session = place.Session())
        {
            session.Scalar("SELECT sum(length(output)) FROM gr_run").Should().BeLessThan(Turns * 1_024);
        }

        await host.Services.GetRequiredService<ICheckpointer>().PruneAsync(new PruneOptions { ThreadId = "thread", KeepLatest = 1 }, default);
        (await runs[50].GetAsync()).Output.IsEmpty.Should().BeTrue("its checkpoint is gone");
        Messages(await runs[^1].GetAsync()).Should().Be(Turns * 2);
        await host.StopAsync();
    }

    private static int Messages(RunInfo run)
    {
        using var output = System.Text.Json.JsonDocument.Parse(run.Output);
        return output.RootElement.GetProperty("Messages").GetArrayLength();
    }

    private static IHost Build(TestDatabase place)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddGraphRuntime().AddSqlite(place.ConnectionString).AddGraph<GreetingState>("talk", static graph => graph
            .AddNode("answer", static _ => new GreetingState.Update { Messages = ["re"] })
            .AddEdge(Graph.Start, "answer"));
        return builder.Build();
    }
}
