// An agent of this library where Microsoft Agent Framework expects one of its own: GraphAgent is all that is needed.
using AgentFramework;
using GraphRuntime.AI;
using GraphRuntime.AI.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using var model = new ScriptedChatClient("Hello Anna.", "You are Anna.");
var host = Host.CreateApplicationBuilder();
host.Logging.ClearProviders();
host.Services.AddGraphRuntime().AddAgent("clerk", agent => agent.Client(model).Instructions("You are polite."));
using var app = host.Build();
await app.StartAsync();

var clerk = new GraphAgent(app.Services.GetRequiredService<ThreadRunCoordinator>().AsChatClient("clerk"), "clerk");
var session = await clerk.CreateSessionAsync();
Console.WriteLine(await clerk.RunAsync("I am Anna.", session));
await foreach (var update in clerk.RunStreamingAsync("Who am I?", session))
{
    Console.Write(update.Text);
}

Console.WriteLine();
await app.StopAsync();
