using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.CrashHost;

/// <summary>Executes what is left until no thread is busy.</summary>
internal static class SettleCommand
{
    public static async Task<int> RunAsync(HostOptions options, IServiceProvider services, OperationsLog log)
    {
        var coordinator = services.GetRequiredService<ThreadRunCoordinator>();
        await coordinator.StartAsync();
        WorkCommand.WriteUp(options, log, "settle");
        var end = DateTime.UtcNow + options.Timeout;
        var busy = true;
        while (busy && DateTime.UtcNow < end)
        {
            busy = (await coordinator.SearchThreadsAsync(new ThreadSearchOptions { Status = ThreadStatus.Busy, Limit = 1 })).Count > 0;
            await Task.Delay(busy ? 50 : 0);
        }

        await coordinator.StopAsync();
        log.Write("drained");
        return busy ? 1 : 0;
    }
}
