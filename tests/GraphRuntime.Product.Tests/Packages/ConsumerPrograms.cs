namespace GraphRuntime.Product.Tests.Packages;

/// <summary>Programs of somebody who has the packages.</summary>
internal static class ConsumerPrograms
{
    /// <summary>A graph with a state of its own, paused, edited and resumed on SQLite.</summary>
    public const string Hello = """
        using System.Collections.Immutable;
        using GraphRuntime;
        using GraphRuntime.Sqlite;
        using GraphRuntime.Testing;

        await using var storage = SqliteStorage.Open("Data Source=hello.db");
        var graph = StateGraph.Create<HelloState>("hello")
            .AddNode("greet", state => new HelloState.Update { Lines = [$"Hello, {state.Name}!"] })
            .AddEdge(Graph.Start, "greet")
            .Compile(new() { Checkpointer = storage.Checkpointer, InterruptBefore = ["greet"] });
        await graph.InvokeAsync(new HelloState.Update { Name = "package" }, "t1");
        await graph.UpdateStateAsync("t1", new HelloState.Update { Name = "PACKAGE" }, Graph.Start);
        var result = await graph.InvokeAsync(GraphInput.Resume, "t1");
        Console.WriteLine(string.Join(' ', result.State.Lines));
        Console.WriteLine($"{CheckpointerConformance.Cases.Count} clauses, {typeof(GraphRuntime.Postgres.PostgresStorage).Name}");

        [GraphState]
        public sealed partial record HelloState
        {
            public string Name { get; init; } = "";

            [Append] public ImmutableArray<string> Lines { get; init; } = [];
        }
        """;

    /// <summary>An agent behind the coordinator on SQLite, whose call of a tool is approved: messages, questions and answers all go through JSON.</summary>
    public const string Agent = """
        using System.ComponentModel;
        using GraphRuntime;
        using GraphRuntime.AI;
        using GraphRuntime.AI.Testing;
        using GraphRuntime.Sqlite;
        using Microsoft.Extensions.DependencyInjection;

        using var model = new ScriptedChatClient(ScriptedAnswer.Call("Weather", new Dictionary<string, object?> { ["city"] = "Rome" }), "It is sunny in Rome.");
        var services = new ServiceCollection();
        services.AddGraphRuntime().AddSqlite("Data Source=agent.db").AddAgent("weather", agent => agent.Client(model).Tools(Weather).Approve(call => call.Name == "Weather"));
        await using var provider = services.BuildServiceProvider();
        var coordinator = provider.GetRequiredService<ThreadRunCoordinator>();
        await coordinator.StartAsync();

        var asked = await coordinator.CreateRunAsync("t1", "weather", AgentState.Say("What is the weather in Rome?"), ChatPresets.Queue with { CreateThread = true });
        Console.WriteLine((await asked.WaitAsync()).Reason);
        var question = ToolApproval.Pending(await coordinator.GetStateAsync("t1"))[0];
        Console.WriteLine($"{ToolApproval.Read(question)!.Tool} {ToolApproval.Read(question)!.Arguments}");
        var answered = await coordinator.CreateRunAsync("t1", "weather", GraphInput.Answer(question.Id, ToolDecision.Approve()));
        Console.WriteLine((await answered.WaitAsync()).Status);
        var state = await provider.GetRequiredKeyedService<CompiledGraph<AgentState>>("weather").GetStateAsync("t1");
        Console.WriteLine(state.State.Messages[^1].Text);
        await coordinator.StopAsync();

        [Description("Looks up the weather.")]
        static string Weather([Description("The name of the city.")] string city)
        {
            Console.WriteLine($"looks up {city}");
            return $"sunny in {city}";
        }
        """;
}
