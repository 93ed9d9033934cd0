// Two payments wait for a person, a third call does not. They are answered one by one, in any order; nothing is done twice.
using System.Text.Json;
using GraphRuntime.AI;
using GraphRuntime.AI.Testing;
using GraphRuntime.Checkpointing;
using Microsoft.Extensions.AI;

using var model = new ScriptedChatClient(
    Pay("rent", 900).And(Pay("party", 5000)).And(ScriptedAnswer.Call("Balance")),
    "The rent is paid; the party is not.");
var tools = new AITool[]
{
    AIFunctionFactory.Create((string what, int amount) => Done($"paid {amount} for {what}"), "Pay", "Pays a bill."),
    AIFunctionFactory.Create(() => Done("looked at the balance"), "Balance", "Shows what is left."),
};
var agent = AgentGraph.Create("bank", a => a.Client(model).Tools(tools).Approve(call => call.Name == "Pay"))
    .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

var paused = await agent.InvokeAsync(AgentState.Say("Pay the rent and the party."), "thread-1");
foreach (var question in paused.Interrupts)
{
    Console.WriteLine($"asks: {ToolApproval.Read(question)!.Tool} {ToolApproval.Read(question)!.Arguments}");
}

var no = GraphInput.Answer(paused.Interrupts[1].Id, ToolDecision.Refuse("too dear"));
paused = await agent.InvokeAsync(no, "thread-1");
Console.WriteLine($"still asks: {paused.Interrupts.Count}");

var yes = ToolDecision.ApproveWith(JsonElement.Parse("""{"what":"rent","amount":850}"""));
var end = await agent.InvokeAsync(GraphInput.Answer(paused.Interrupts[0].Id, yes), "thread-1");
Console.WriteLine(end.State.Messages[^1].Text);

static ScriptedAnswer Pay(string what, int amount) => ScriptedAnswer.Call("Pay", new Dictionary<string, object?> { ["what"] = what, ["amount"] = amount });

static string Done(string what)
{
    Console.WriteLine(what);
    return what;
}
