using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Two workers share one PostgreSQL. A run is created anywhere and executed by whichever worker is free; a thread has one run at a time wherever it is.
if (args is not [var connectionString])
{
    await Console.Error.WriteLineAsync("Usage: TwoWorkers CONNECTION-STRING, for example TwoWorkers \"Host=localhost;Username=postgres\".");
    return 2;
}

// Runs meet, so that the sample shows the same every time.
var (both, end) = (new TaskCompletionSource(), new TaskCompletionSource());
var workers = new ConcurrentDictionary<string, bool>();
using var a = await StartAsync("A");
using var b = await StartAsync("B");
var (fromA, fromB) = (a.Services.GetRequiredService<ThreadClient<WorkState>>(), b.Services.GetRequiredService<ThreadClient<WorkState>>());
var (left, right) = ("left-" + Guid.NewGuid(), "right-" + Guid.NewGuid());

// Each worker takes one run at a time, and these two wait for each other: they must be in different workers.
var first = await fromA.CreateRunAsync(left, new WorkState.Update { Log = ["first"] });
var second = await fromA.CreateRunAsync(right, new WorkState.Update { Log = ["second"] });
await both.Task;
Console.WriteLine($"two threads run at once, in workers {string.Join(" and ", workers.Keys.Order())}");

try
{
    await fromB.CreateRunAsync(left, new WorkState.Update { Log = ["refused"] }, new() { MultitaskStrategy = MultitaskStrategy.Reject });
}
catch (RunConflictException)
{
    Console.WriteLine("the other worker sees that the thread is busy");
}

await fromB.CreateRunAsync(left, new WorkState.Update { Log = ["third"] });
var last = await fromA.CreateRunAsync(left, new WorkState.Update { Log = ["fourth"] });
end.SetResult();
Console.WriteLine("in order: " + string.Join(", ", (await last.WaitForStateAsync()).Log));
Console.WriteLine($"second: {(await second.JoinAsync()).Status}, first: {(await first.JoinAsync()).Status}");

await a.StopAsync();
var alone = await fromB.CreateRunAsync(left, new WorkState.Update { Log = ["fifth"] });
Console.WriteLine($"worker A has stopped, worker B goes on: {(await alone.JoinAsync()).Status}");
await b.StopAsync();
return 0;

async Task<IHost> StartAsync(string worker)
{
    var host = Host.CreateApplicationBuilder();
    host.Logging.ClearProviders();
    host.Services.AddGraphRuntime(options => options.MaxConcurrentRuns = 1)
        .AddPostgres(connectionString)
        .AddGraph<WorkState>("work", g => g
            .AddNode("work", async (_, context) =>
            {
                workers[worker] = true;
                if (workers.Count == 2)
                {
                    both.TrySetResult();
                }

                await end.Task.WaitAsync(context.CancellationToken);
                return NodeResult<WorkState>.None;
            })
            .AddEdge(Graph.Start, "work"));
    var built = host.Build();
    await built.StartAsync();
    return built;
}

[GraphState]
public sealed partial record WorkState
{
    [Append]
    public ImmutableArray<string> Log { get; init; } = [];
}
