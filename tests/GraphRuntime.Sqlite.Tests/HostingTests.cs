using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GraphRuntime.Sqlite.Tests;

[GraphState]
public sealed partial record GreetingState
{
    [Append]
    public ImmutableArray<string> Messages { get; init; } = [];
}

public sealed class HostingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graphruntime-").FullName;

    private string ConnectionString => "Data Source=" + Path.Combine(_folder, "threads.db");

    private static IHost Build(string connectionString)
    {
        var host = Host.CreateApplicationBuilder();
        host.Services.AddGraphRuntime()
            .AddSqlite(connectionString)
            .AddGraph<GreetingState>("greet", g => g
                .AddNode("greeter", s => new GreetingState.Update { Messages = ["hello " + s.Messages[^1]] })
                .AddEdge(Graph.Start, "greeter"));
        return host.Build();
    }

    private static async Task<IEnumerable<string>> GreetAsync(string connectionString, string name)
    {
        using var host = Build(connectionString);
        await host.StartAsync();
        var run = await host.Services.GetRequiredService<ThreadRunCoordinator>().CreateRunAsync("t1", "greet", new GreetingState.Update { Messages = [name] });
        (await run.JoinAsync()).Status.Should().Be(RunStatus.Success);
        var state = await host.Services.GetRequiredKeyedService<CompiledGraph<GreetingState>>("greet").GetStateAsync("t1");
        await host.StopAsync();
        return state.State.Messages;
    }

    [Fact]
    public async Task A_thread_goes_on_in_the_next_process()
    {
        await GreetAsync(ConnectionString, "ada");

        (await GreetAsync(ConnectionString, "bob")).Should().Equal("ada", "hello ada", "bob", "hello bob");
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_is_reported_when_the_host_starts()
    {
        using var host = Build("Data Source=" + Path.Combine(_folder, "missing", "threads.db"));

        var start = async () => await host.StartAsync();

        await start.Should().ThrowAsync<StorageException>();
    }

    [Fact]
    public void An_empty_connection_string_is_refused_at_once() =>
        FluentActions.Invoking(() => Build(" ")).Should().Throw<ArgumentException>();

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
