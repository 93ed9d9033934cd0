using GraphRuntime.Sqlite;
using Microsoft.Extensions.DependencyInjection;

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

    private static ServiceCollection Services(Action<GraphRuntimeBuilder>? store = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddGraphRuntime().AddGraph<ChatState>(
            "chat", static graph => graph.AddNode("answer", static (_, _) => new ChatState.Update { Messages = ["answer"] }).AddEdge(Graph.Start, "answer"));
        store?.Invoke(builder);
        return services;
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
