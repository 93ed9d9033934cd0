using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GraphRuntime.CrashHost;

/// <summary>Executes and submits runs until it is killed or told to end.</summary>
internal static class WorkCommand
{
    public static async Task<int> RunAsync(HostOptions options, IServiceProvider services, OperationsLog log)
    {
        var terminated = Signals.Terminated(out var registration);
        using (registration)
        {
            var coordinator = services.GetRequiredService<ThreadRunCoordinator>();
            var hosted = services.GetServices<IHostedService>().ToList();
            foreach (var service in hosted)
            {
                await service.StartAsync(CancellationToken.None);
            }

            WriteUp(options, log, "work");
            var submitter = new Submitter(options, coordinator, log);
            await submitter.RunAsync(terminated);
            foreach (var service in Enumerable.Reverse(hosted))
            {
                await service.StopAsync(CancellationToken.None);
            }

            log.Write("drained");
            return 0;
        }
    }

    public static void WriteUp(HostOptions options, OperationsLog log, string role) => log.Write("up", json =>
    {
        json.WriteString("role", role);
        json.WriteNumber("pid", Environment.ProcessId);
        json.WriteNumber("lease_ms", options.LeaseMs);
        json.WriteNumber("max_attempts", options.MaxAttempts);
        json.WriteNumber("steps", options.Steps);
        json.WriteNumber("effect_step", CrashGraph.EffectStep);
        json.WriteNumber("store_step", CrashGraph.StoreStep);
    });
}
