using FluentAssertions;
using GraphRuntime.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GraphRuntime.Golden;

/// <summary>The same threads as runs of a coordinator, a run that is not due yet, and items of long-term memory.</summary>
internal static class GoldenHost
{
    private const string Queued = "queued";

    public static async Task WriteAsync(Action<GraphRuntimeBuilder> addStore)
    {
        var builder = Host.CreateApplicationBuilder();
        Add(builder.Services, addStore, GoldenThreads.Buy);
        using var host = builder.Build();
        await host.StartAsync();
        var coordinator = host.Services.GetRequiredService<ThreadRunCoordinator>();
        var options = new RunOptions { Metadata = new Dictionary<string, object?> { ["kind"] = "golden" } };
        await GoldenThreads.WriteAsync(async (thread, input) =>
            (await (await coordinator.CreateRunAsync(thread, TalkGraph.Name, input, options)).JoinAsync()).Error.Should().BeNull());
        await coordinator.CreateRunAsync(Queued, TalkGraph.Name, GoldenThreads.Say("later"), options with { Delay = TimeSpan.FromDays(10) });
        var store = host.Services.GetRequiredService<IStore>();
        await store.PutAsync(["users", "ada"], "likes", """{"tea":true,"sugar":2}"""u8.ToArray());
        await store.PutAsync(["users", "bob"], "likes", """{"tea":false,"name":"Bøb"}"""u8.ToArray());
        await host.StopAsync();
    }

    public static async Task CheckAsync(Action<GraphRuntimeBuilder> addStore)
    {
        var services = new ServiceCollection();
        Add(services, addStore, GoldenThreads.BuyAgain);
        await using var provider = services.BuildServiceProvider();
        await CheckRunsAsync(provider.GetRequiredService<ThreadRunCoordinator>());
        await CheckStoreAsync(provider.GetRequiredService<IStore>());
        await GoldenThreads.CheckAsync(provider.GetRequiredKeyedService<CompiledGraph<TalkState>>(TalkGraph.Name));
    }

    private static void Add(IServiceCollection services, Action<GraphRuntimeBuilder> addStore, Func<string> buy)
    {
        var runtime = services.AddGraphRuntime();
        addStore(runtime);
        runtime.AddGraph<TalkState>(TalkGraph.Name, graph => TalkGraph.Build(graph, buy));
    }

    private static async Task CheckRunsAsync(ThreadRunCoordinator coordinator)
    {
        var done = await coordinator.ListRunsAsync(GoldenThreads.Done, new RunListOptions { NewestFirst = false, Limit = 100 });
        done.Should().HaveCount(GoldenThreads.Turns).And.OnlyContain(run => run.Status == RunStatus.Success && run.Attempt == 1);
        var waiting = await coordinator.ListRunsAsync(GoldenThreads.Waiting);
        waiting.Select(run => (run.Status, run.Reason)).Should().BeEquivalentTo([(RunStatus.Success, RunStatusReason.None), (RunStatus.Interrupted, RunStatusReason.AwaitingAnswer)]);
        (await coordinator.GetThreadAsync(GoldenThreads.Waiting))!.Status.Should().Be(ThreadStatus.Interrupted);
        (await coordinator.ListRunsAsync(Queued)).Should().ContainSingle().Which.Status.Should().Be(RunStatus.Pending);
    }

    private static async Task CheckStoreAsync(IStore store)
    {
        (await store.GetAsync(["users", "ada"], "likes"))!.Value.ToArray().Should().Equal("""{"tea":true,"sugar":2}"""u8.ToArray());
        var found = await store.SearchAsync(new StoreQuery { Prefix = ["users"], Filters = [new StoreFilter("name", StoreComparison.Equal, "Bøb")] }, default);
        found.Should().ContainSingle().Which.Key.Namespace.Should().Equal("users", "bob");
        (await store.ListNamespacesAsync(new StoreNamespaceQuery(), default)).Should().HaveCount(2);
    }
}
