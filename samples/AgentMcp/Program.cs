// Tools of an MCP server are tools of an agent as they are. The server runs in this process, over two pipes; usually it is another one.
using System.IO.Pipelines;
using GraphRuntime.AI;
using GraphRuntime.AI.Testing;
using GraphRuntime.Checkpointing;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

var (toServer, toClient) = (new Pipe(), new Pipe());
await using var server = McpServer.Create(
    new StreamServerTransport(toServer.Reader.AsStream(), toClient.Writer.AsStream()),
    new McpServerOptions { ToolCollection = [McpServerTool.Create((string text) => string.Concat(text.Reverse()), new() { Name = "reverse", Description = "Turns a text round." })] });
using var stop = new CancellationTokenSource();
var serving = server.RunAsync(stop.Token);
await using var client = await McpClient.CreateAsync(new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream()));

using var model = new ScriptedChatClient(ScriptedAnswer.Call("reverse", new Dictionary<string, object?> { ["text"] = "abc" }), "It is cba.");
var tools = await client.ListToolsAsync();
var agent = AgentGraph.Create("reverser", a => a.Client(model).Tools(tools)).Compile(new() { Checkpointer = new InMemoryCheckpointer() });

var end = await agent.InvokeAsync(AgentState.Say("Turn abc round."), "thread-1");
Console.WriteLine(end.State.Messages[^1].Text);
await stop.CancelAsync();
