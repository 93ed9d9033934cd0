// An agent: a model that calls a tool and answers. The model follows a script, so it needs no network; give the client of a real one instead.
using System.ComponentModel;
using GraphRuntime.AI;
using GraphRuntime.AI.Testing;
using GraphRuntime.Checkpointing;

using var model = new ScriptedChatClient(
    ScriptedAnswer.Call("Weather", new Dictionary<string, object?> { ["city"] = "Rome" }),
    "It is sunny in Rome.");

var agent = AgentGraph.Create("weather", a => a.Client(model).Instructions("You know the weather.").Tools(Weather))
    .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

var end = await agent.InvokeAsync(AgentState.Say("What is the weather in Rome?"), "thread-1");
Console.WriteLine(end.State.Messages[^1].Text);

[Description("Looks up the weather.")]
static string Weather([Description("The name of the city.")] string city)
{
    Console.WriteLine($"looks up {city}");
    return $"sunny in {city}";
}
