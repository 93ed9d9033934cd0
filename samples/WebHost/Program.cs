using System.Net.Http.Json;

// A web application with the coordinator: runs are accepted over HTTP, double texting is handled, a conflict is status 409.
// Without arguments it serves; with --demo it calls itself, shows what happens and ends.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Error);
builder.Services.AddSingleton<Desk>();
builder.Services.AddGraphRuntime()
    .AddGraph<DeskState>("desk", graph => graph.AddNode<Clerk>("clerk").AddEdge(Graph.Start, "clerk"));
var app = builder.Build();

app.MapPost("/threads/{thread}/runs", async (string thread, NewMessage message, ThreadClient<DeskState> desk) =>
{
    try
    {
        var options = new RunOptions { MultitaskStrategy = message.Strategy };
        var run = await desk.CreateRunAsync(thread, new DeskState.Update { Messages = [message.Text] }, options);
        return Results.Accepted($"/threads/{thread}/runs/{run.RunId}");
    }
    catch (RunConflictException conflict)
    {
        return Results.Json(new { error = "conflict", active = conflict.ActiveRunIds.Count }, statusCode: conflict.StatusCode);
    }
});
app.MapGet("/threads/{thread}/runs/{run}", async (string thread, string run, ThreadClient<DeskState> desk) => (await desk.GetHandle(thread, run).JoinAsync()).Status.ToString());
app.MapGet("/threads/{thread}", async (string thread, ThreadClient<DeskState> desk) => (await desk.GetStateAsync(thread)).State.Messages);
app.MapPost("/desk/open", (Desk desk) => desk.Open());

if (!args.Contains("--demo"))
{
    await app.RunAsync();
    return;
}

app.Urls.Add("http://127.0.0.1:0");
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
var first = await PostAsync("Where is room 3?", MultitaskStrategy.Enqueue);
await PostAsync("Hurry up!", MultitaskStrategy.Reject);
var second = await PostAsync("And room 4?", MultitaskStrategy.Enqueue);
await client.PostAsync(new Uri("/desk/open", UriKind.Relative), null);
Console.WriteLine("first:  " + await client.GetStringAsync(first));
Console.WriteLine("second: " + await client.GetStringAsync(second));
Console.WriteLine(await client.GetStringAsync(new Uri("/threads/visitor", UriKind.Relative)));
await app.StopAsync();

async Task<Uri?> PostAsync(string text, MultitaskStrategy strategy)
{
    var response = await client.PostAsJsonAsync("/threads/visitor/runs", new NewMessage(text, strategy));
    Console.WriteLine($"{strategy,-8} {text,-18} {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    return response.Headers.Location;
}

public sealed record NewMessage(string Text, MultitaskStrategy? Strategy);

public sealed class Desk
{
    private readonly TaskCompletionSource _open = new();

    public Task Opening => _open.Task;

    public void Open() => _open.TrySetResult();
}

public sealed class Clerk(Desk desk) : INode<DeskState>
{
    public async ValueTask<NodeResult<DeskState>> RunAsync(DeskState state, NodeContext context)
    {
        await desk.Opening.WaitAsync(context.CancellationToken);
        return new DeskState.Update { Messages = ["answer to: " + state.Messages[^1]] };
    }
}

[GraphState]
public sealed partial record DeskState
{
    [Append]
    public ImmutableArray<string> Messages { get; init; } = [];
}
