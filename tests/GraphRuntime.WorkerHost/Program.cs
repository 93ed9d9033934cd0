using GraphRuntime;
using GraphRuntime.Postgres;
using GraphRuntime.WorkerHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// A worker process for tests: executes runs until its input ends, then stops in good order.
var settings = WorkerSettings.Read();
await using var log = new OperationLog(settings.ConnectionString, settings.Schema, settings.Name);
var builder = Host.CreateApplicationBuilder();
builder.Services
    .AddGraphRuntime(options =>
    {
        options.MaxConcurrentRuns = WorkerSettings.MaxConcurrentRuns;
        options.LeaseDuration = settings.Lease;
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(500);
        options.ReapInterval = TimeSpan.FromMilliseconds(200);
        options.RetryBackoff = TimeSpan.FromMilliseconds(50);
        options.MaxAttempts = 10;
    })
    .AddPostgres(new PostgresStorageOptions { ConnectionString = settings.ConnectionString, Schema = settings.Schema })
    .AddWork(log);
using var host = builder.Build();
await host.StartAsync();
Console.WriteLine("ready");
while (await Console.In.ReadLineAsync() is not null)
{
}

await host.StopAsync();
