using GraphRuntime.Benchmarks.Stores;
using GraphRuntime.Benchmarks.Workloads;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Benchmarks.Coordinator;

/// <summary>A coordinator over a store, with one graph of one node that tells when it starts.</summary>
internal sealed class CoordinatorHost : IAsyncDisposable
{
    public const string Graph = "one";

    private readonly ServiceProvider _services;

    private CoordinatorHost(BenchStore store, Action? started)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        var builder = services.AddGraphRuntime(static o => o.MaxConcurrentRuns = 64);
        store.Register(builder);
        builder.AddGraph<CounterState>(Graph, graph => graph
            .AddNode("node", (s, _) =>
            {
                started?.Invoke();
                return ValueTask.FromResult<NodeResult<CounterState>>(new CounterState.Update { N = s.N + 1 });
            })
            .AddEdge(GraphRuntime.Graph.Start, "node")
            .AddEdge("node", GraphRuntime.Graph.End));
        _services = services.BuildServiceProvider();
        Coordinator = _services.GetRequiredService<ThreadRunCoordinator>();
    }

    public ThreadRunCoordinator Coordinator { get; }

    public static async Task<CoordinatorHost> StartAsync(BenchStore store, Action? started = null)
    {
        var host = new CoordinatorHost(store, started);
        await host.Coordinator.StartAsync();
        return host;
    }

    public ValueTask<RunHandle> CreateAsync(string thread, RunOptions options) => Coordinator.CreateRunAsync(thread, Graph, new CounterState.Update { N = 0 }, options);

    public async ValueTask DisposeAsync()
    {
        await Coordinator.StopAsync();
        await _services.DisposeAsync();
    }
}
