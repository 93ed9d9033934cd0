using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.AI.Tests.Trial;

/// <summary>One process with agents. Another one over the same store goes on where it was stopped.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private AgentProcess(ServiceProvider services) => _services = services;

    public ThreadRunCoordinator Coordinator => _services.GetRequiredService<ThreadRunCoordinator>();

    public static async Task<AgentProcess> StartAsync(Action<GraphRuntimeBuilder> store, Action<GraphRuntimeBuilder> agents)
    {
        var services = new ServiceCollection().AddLogging();
        var builder = services.AddGraphRuntime(static options => options.PollInterval = TimeSpan.FromMilliseconds(20));
        store(builder);
        agents(builder);
        var process = new AgentProcess(services.BuildServiceProvider());
        await process.Coordinator.StartAsync();
        return process;
    }

    public Task<RunHandle> SayAsync(string thread, string text, RunOptions? options = null) => CreateAsync(thread, AgentState.Say(text), options);

    public async Task<RunHandle> CreateAsync(string thread, GraphInput input, RunOptions? options = null) => await Coordinator.CreateRunAsync(thread, "clerk", input, options);

    public async Task<AgentState> StateAsync(string thread) => (await _services.GetRequiredKeyedService<CompiledGraph<AgentState>>("clerk").GetStateAsync(thread)).State;

    public async Task<IReadOnlyList<Interrupt>> QuestionsAsync(string thread) => ToolApproval.Pending(await Coordinator.GetStateAsync(thread));

    /// <summary>Stops without waiting for runs, as a process that is shut down in the middle of its work.</summary>
    public async Task StopAsync()
    {
        using var impatient = new CancellationTokenSource();
        await impatient.CancelAsync();
        await Coordinator.StopAsync(impatient.Token);
        await _services.DisposeAsync();
    }

    public ValueTask DisposeAsync() => new(StopAsync());
}
