using GraphRuntime.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GraphRuntime.Threads.Tests;

/// <summary>A coordinator among the services of an application.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task A_function_that_gives_texts_among_the_services_makes_no_ids()
    {
        var services = Services();
        services.AddSingleton<Func<string>>(static () => "Server=production");
        await using var provider = services.BuildServiceProvider();
        var coordinator = provider.GetRequiredService<ThreadRunCoordinator>();

        var runs = new[] { await coordinator.CreateRunAsync("thread", "chat", ChatGraph.Say("one")), await coordinator.CreateRunAsync("thread", "chat", ChatGraph.Say("two")) };

        runs.Select(static run => run.RunId).Should().OnlyHaveUniqueItems().And.NotContain("Server=production");
        runs.Should().OnlyContain(static run => !run.Admission!.Duplicate);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_container_is_disposed_synchronously(bool started, bool inFile)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Unique.Name("hosting")}-{Environment.ProcessId}.db");
        var services = Services(builder => _ = inFile ? builder.AddSqlite($"Data Source={file}") : builder);
        var provider = services.BuildServiceProvider();
        var coordinator = provider.GetRequiredService<ThreadRunCoordinator>();
        await (started ? coordinator.StartAsync() : Task.CompletedTask);
        await coordinator.CreateRunAsync("thread", "chat", ChatGraph.Say("one"));

#pragma warning disable CA1849 // That is what is tested.
        provider.Dispose();
#pragma warning restore CA1849

        coordinator.Health.Started.Should().BeFalse();
        File.Delete(file);
    }

    [Fact]
    public async Task Each_end_of_a_run_has_a_scope_of_its_own_for_its_callbacks()
    {
        var services = Services();
        var ends = new Ends();
        services.AddSingleton(ends);
        services.AddScoped<Unit>();
        services.AddScoped<IRunCompletionCallback, ScopedCallback>();
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        var coordinator = provider.GetRequiredService<ThreadRunCoordinator>();
        await coordinator.StartAsync();

        await coordinator.CreateRunAsync("one", "chat", ChatGraph.Say("one"));
        await coordinator.CreateRunAsync("two", "chat", ChatGraph.Say("two"));

        await ends.Both.Task.Soon();
        ends.Units.Should().OnlyHaveUniqueItems().And.OnlyContain(static unit => unit.IsDisposed);
    }

    [Fact]
    public async Task Health_is_what_the_coordinator_knows()
    {
        await using var provider = Services().BuildServiceProvider();
        var coordinator = provider.GetRequiredService<ThreadRunCoordinator>();
        var check = new CoordinatorHealthCheck(coordinator);
        async Task<HealthStatus> CheckAsync() => (await check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("graphruntime", check, null, null) })).Status;

        (await CheckAsync()).Should().Be(HealthStatus.Unhealthy);
        await coordinator.StartAsync();
        (await CheckAsync()).Should().Be(HealthStatus.Healthy);
        await coordinator.StopAsync();
        (await CheckAsync()).Should().Be(HealthStatus.Unhealthy);
    }

    [Fact]
    public void Two_stores_are_refused()
    {
        var builder = new ServiceCollection().AddGraphRuntime().AddSqlite("Data Source=one.db");

        builder.Invoking(static b => b.AddSqlite("Data Source=two.db")).Should().Throw<InvalidOperationException>().WithMessage("*SQLite is registered already*");
    }

    [Fact]
    public async Task What_a_node_class_lacks_is_found_when_its_graph_is_compiled()
    {
        var services = new ServiceCollection();
        services.AddGraphRuntime()
            .AddGraph<ChatState>("lacking", static graph => graph.AddNode<Needy>("needy").AddEdge(Graph.Start, "needy"));
        await using var provider = services.BuildServiceProvider();

        FluentActions.Invoking(() => provider.GetRequiredService<ThreadRunCoordinator>()).Should().Throw<GraphBuildException>().WithMessage("*'needy'*Ends*not registered*");
    }

    [Fact]
    public void A_heartbeat_that_is_not_set_follows_the_lease()
    {
        new CoordinatorOptions().HeartbeatInterval.Should().Be(TimeSpan.FromSeconds(5));
        new CoordinatorOptions { LeaseDuration = TimeSpan.FromSeconds(3) }.HeartbeatInterval.Should().Be(TimeSpan.FromSeconds(1));
        new CoordinatorOptions { LeaseDuration = TimeSpan.FromSeconds(3), HeartbeatInterval = TimeSpan.FromSeconds(1.5) }.HeartbeatInterval.Should().Be(TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task A_typed_client_is_a_service_by_the_state_or_by_the_name_of_a_graph()
    {
        await using var provider = Services(static builder => AddOther(builder, "other")).BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        await provider.GetRequiredService<ThreadRunCoordinator>().StartAsync();
        var chat = provider.GetRequiredService<ThreadClient<ChatState>>();

        (await (await chat.CreateRunAsync("thread", new ChatState.Update { Messages = ["hello"] })).WaitForStateAsync().Soon()).Messages.Should().Equal("hello", "answer");

        chat.GraphName.Should().Be("chat");
        chat.Graph.Should().BeSameAs(provider.GetRequiredKeyedService<CompiledGraph<ChatState>>("chat"));
        provider.GetRequiredService<ThreadClient<ChatState>>().Should().BeSameAs(chat);
        provider.GetRequiredKeyedService<ThreadClient<OtherState>>("other").GraphName.Should().Be("other");
    }

    [Fact]
    public async Task A_typed_client_that_no_graph_or_several_could_mean_says_what_to_do()
    {
        await using var provider = Services(static builder => AddOther(AddOther(builder, "left"), "right")).BuildServiceProvider();

        provider.Invoking(static p => p.GetRequiredService<ThreadClient<OtherState>>()).Should().Throw<InvalidOperationException>().WithMessage("*left, right*[FromKeyedServices(\"left\")]*");
        provider.Invoking(static p => p.GetRequiredService<ThreadClient<JsonState>>()).Should().Throw<InvalidOperationException>().WithMessage("*JsonState*AddGraph*chat, left, right*");
        provider.Invoking(static p => p.GetRequiredKeyedService<ThreadClient<ChatState>>("talk")).Should().Throw<GraphNotFoundException>().Which.GraphName.Should().Be("talk");
        provider.Invoking(static p => p.GetRequiredKeyedService<ThreadClient<ChatState>>("left")).Should().Throw<StateTypeException>().Which.GraphName.Should().Be("left");
    }

    private static GraphRuntimeBuilder AddOther(GraphRuntimeBuilder builder, string name) => builder.AddGraph<OtherState>(
        name, static graph => graph.AddNode("note", static _ => new OtherState.Update { Text = "noted" }).AddEdge(Graph.Start, "note"));

    private static ServiceCollection Services(Action<GraphRuntimeBuilder>? store = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddGraphRuntime().AddGraph<ChatState>(
            "chat", static graph => graph.AddNode("answer", static (_, _) => new ChatState.Update { Messages = ["answer"] }).AddEdge(Graph.Start, "answer"));
        store?.Invoke(builder);
        return services;
    }

    private sealed class Needy(Ends ends, int times = 1) : INode<ChatState>
    {
        public ValueTask<NodeResult<ChatState>> RunAsync(ChatState state, NodeContext context) =>
            new(new ChatState.Update { Messages = [$"{ends.Units.Count * times}"] });
    }

    private sealed class Ends
    {
        private readonly Lock _gate = new();

        public TaskCompletionSource Both { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<Unit> Units { get; } = [];

        public void Disposed()
        {
            lock (_gate)
            {
                if (Units.Count == 2 && Units.TrueForAll(static unit => unit.IsDisposed))
                {
                    Both.TrySetResult();
                }
            }
        }

        public void Add(Unit unit)
        {
            lock (_gate)
            {
                Units.Add(unit);
            }
        }
    }

    /// <summary>What a scope has of its own, as the context of a database.</summary>
    private sealed class Unit(Ends ends) : IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            ends.Disposed();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class ScopedCallback(Unit unit, Ends ends) : IRunCompletionCallback
    {
        public ValueTask OnCompletedAsync(RunInfo run, CancellationToken cancellationToken)
        {
            ends.Add(unit);
            return ValueTask.CompletedTask;
        }
    }
}
