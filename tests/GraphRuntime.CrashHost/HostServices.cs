using System.Text.Json;
using GraphRuntime.Postgres;
using GraphRuntime.Scheduling;
using GraphRuntime.Sqlite;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.CrashHost;

/// <summary>The services of an application, as its author would register them, with a run store that tells the log what it does.</summary>
internal static class HostServices
{
    private static readonly JsonElement s_tick = JsonSerializer.SerializeToElement(new Dictionary<string, string> { [Submitter.Value] = RunNames.Tick });

    public static ServiceProvider Create(HostOptions options, OperationsLog log)
    {
        var claims = new Claims();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new ErrorsToLog(log)));
        var builder = services.AddGraphRuntime(coordinator => Configure(coordinator, options))
            .AddGraph<CrashState>(CrashGraph.Name, new CrashGraph(options, log, claims).Build, new CompileOptions { BufferedStoreWrites = true });
        if (options.IsPostgres)
        {
            builder.AddPostgres(Postgres(options));
        }
        else
        {
            builder.AddSqlite(new SqliteStorageOptions { ConnectionString = options.Database, ChangePollInterval = TimeSpan.FromMilliseconds(50) });
        }

        if (options.HasSchedule)
        {
            builder.AddSchedule("tick", "* * * * * *", CrashGraph.Name, static _ => new CrashState.Update(), static schedule => schedule with { Context = s_tick });
        }

        services.Replace(ServiceDescriptor.Singleton<IRunStore>(provider => new LoggedRunStore(
            options.IsPostgres ? provider.GetRequiredService<PostgresStorage>().RunStore : provider.GetRequiredService<SqliteStorage>().RunStore, log, claims)));
        return services.BuildServiceProvider();
    }

    private static PostgresStorageOptions Postgres(HostOptions options) => new()
    {
        ConnectionString = options.Database,
        Schema = options.Schema,
        RetryBudget = TimeSpan.FromMilliseconds(options.LeaseMs) / 2,
    };

    private static void Configure(CoordinatorOptions coordinator, HostOptions options)
    {
        var lease = TimeSpan.FromMilliseconds(options.LeaseMs);
        coordinator.LeaseDuration = lease;
        coordinator.HeartbeatInterval = lease / 4;
        coordinator.ReapInterval = TimeSpan.FromMilliseconds(100);
        coordinator.PollInterval = TimeSpan.FromMilliseconds(100);
        coordinator.CancellationGrace = TimeSpan.FromSeconds(1);
        coordinator.DrainTimeout = TimeSpan.FromSeconds(5);
        coordinator.RetryBackoff = TimeSpan.FromMilliseconds(10);
        coordinator.MaxRetryBackoff = TimeSpan.FromMilliseconds(100);
        coordinator.MaxAttempts = options.MaxAttempts;
        coordinator.MaxQueuedPerThread = 10;
        coordinator.MaxConcurrentRuns = Math.Max(options.Threads, 8);
        if (options.Verb == "soak")
        {
            SoakCommand.Retain(coordinator.Retention);
        }
    }
}
