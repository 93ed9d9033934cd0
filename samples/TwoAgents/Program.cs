// A supervisor hands the conversation to an agent with tools, and gets it back. Both are nodes of one graph.
using GraphRuntime.AI;
using GraphRuntime.AI.Testing;
using GraphRuntime.Checkpointing;
using Microsoft.Extensions.AI;

using var model = new ScriptedChatClient(
    ScriptedAnswer.Call("transfer_to_clerk"),
    ScriptedAnswer.Call("Book", new Dictionary<string, object?> { ["what"] = "a table for two" }),
    "I booked a table for two.",
    "Your table is booked. Anything else?");

var team = AgentTeam.Create("team", t => t
    .Supervisor("boss", a => a.Client(model).Instructions("You decide who helps."))
    .Agent("clerk", "Books things.", a => a.Client(model).Tools(AIFunctionFactory.Create((string what) => $"booked {what}", "Book", "Books something."))))
    .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

var end = await team.InvokeAsync(AgentState.Say("Book a table for two."), "thread-1");

foreach (var message in end.State.Messages.Where(m => m.Text.Length > 0))
{
    Console.WriteLine($"{message.AuthorName ?? "user"}: {message.Text}");
}
