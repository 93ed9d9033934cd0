using System.Diagnostics;
using GraphRuntime.AI;
using GraphRuntime.Benchmarks.Measuring;
using GraphRuntime.Benchmarks.Stores;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Benchmarks.Agents;

/// <summary>What an agent adds to a model: to each request, to each call of a tool beside the client that calls tools itself, and to each token on its way to readers.</summary>
internal static class AgentCases
{
    private const int Calls = 10;
    private const int Tokens = 10_000;

    private static readonly AIFunction s_tool = AIFunctionFactory.Create(static (int number) => number + 1, InstantModel.Tool, "Looks something up.");

    public static IReadOnlyList<string> Names { get; } = ["agent_model_call", "agent_tool_call", "agent_tokens_1", "agent_tokens_50"];

    public static Task<CaseLine> RunAsync(string name, BenchStore store, BenchOptions options) => name switch
    {
        "agent_model_call" => TurnAsync(name, 0, store, options),
        "agent_tool_call" => TurnAsync(name, Calls, store, options),
        "agent_tokens_1" => TokensAsync(name, 1, store, options),
        _ => TokensAsync(name, 50, store, options),
    };

    /// <summary>One turn on a fresh thread, in turn with the same turn by the client alone.</summary>
    private static async Task<CaseLine> TurnAsync(string name, int calls, BenchStore store, BenchOptions options)
    {
        using var model = new InstantModel(calls, tokens: 1);
        using var byHand = new ChatClientBuilder(model).UseFunctionInvocation().Build();
        var chat = new ChatOptions { Tools = calls > 0 ? [s_tool] : null };
        var graph = AgentGraph.Create("agent", agent => (calls > 0 ? agent.Tools(s_tool) : agent).Client(model)).Compile(new() { Checkpointer = store.Checkpointer });
        var turns = 0;
        async Task RunAsync() => await graph.InvokeAsync(AgentState.Say("go"), $"t{turns++}", options.RunConfig);
        async Task RunByHandAsync() => await byHand.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "go")], chat).ToChatResponseAsync();
        await WarmUp.RunAsync(RunAsync);
        await WarmUp.RunAsync(RunByHandAsync);
        var before = Calibration.Measure();
        var (agents, hands) = (new Samples(), new Samples());
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun).TotalSeconds < options.Seconds)
        {
            agents.Add(await TimeAsync(RunAsync), 0);
            hands.Add(await TimeAsync(RunByHandAsync), 0);
        }

        var units = Math.Max(calls, 1);
        var line = new CaseLine(name, options).SetTimes(agents, units);
        line.Set("by_hand_median_ms", hands.Median).Set("added_us_per_unit", (agents.Median - hands.Median) * 1000 / units);
        return line.SetMachine(before, Calibration.Measure());
    }

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        var begun = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    /// <summary>An answer of many tokens, until each reader has all of them.</summary>
    private static async Task<CaseLine> TokensAsync(string name, int readers, BenchStore store, BenchOptions options)
    {
        using var model = new InstantModel(calls: 0, Tokens);
        var services = new ServiceCollection().AddLogging();
        var builder = services.AddGraphRuntime();
        store.Register(builder);
        builder.AddAgent("agent", agent => agent.Client(model));
        await using var provider = services.BuildServiceProvider();
        var coordinator = provider.GetRequiredService<ThreadRunCoordinator>();
        await coordinator.StartAsync();
        await AnswerAsync(coordinator, "warm", readers);
        var before = Calibration.Measure();
        var samples = new Samples();
        for (var i = 0; i < 5; i++)
        {
            samples.Add(await TimeAsync(() => AnswerAsync(coordinator, $"t{i}", readers)), 0);
        }

        await coordinator.StopAsync();
        var line = new CaseLine(name, options).SetTimes(samples, Tokens * readers);
        return line.Set("tokens_per_sec", Tokens * readers / samples.Median * 1000).SetMachine(before, Calibration.Measure());
    }

    private static async Task AnswerAsync(ThreadRunCoordinator coordinator, string thread, int readers)
    {
        var run = await coordinator.CreateRunAsync(thread, "agent", AgentState.Say("go"), ChatPresets.Queue with { CreateThread = true });
        var read = await Task.WhenAll(Enumerable.Range(0, readers).Select(_ => Task.Run(() => CountAsync(run))));
        if (!Array.TrueForAll(read, static count => count == Tokens))
        {
            throw new InvalidOperationException($"Readers got {string.Join(", ", read.Distinct())} tokens in the place of {Tokens}.");
        }
    }

    private static async Task<int> CountAsync(RunHandle run)
    {
        var count = 0;
        await foreach (var runEvent in run.StreamAsync())
        {
            count += runEvent.Kind == "messages" ? 1 : 0;
        }

        return count;
    }
}
