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
        var start = TimeProvider.System.GetTimestamp();
        var busy = true;
        while (busy && TimeProvider.System.GetElapsedTime(start) < options.Timeout)
        {
            busy = (await coordinator.SearchThreadsAsync(new ThreadSearchOptions { Status = ThreadStatus.Busy, Limit = 1 })).Count > 0;
            await Task.Delay(TimeSpan.FromMilliseconds(busy ? 50 : 0), TimeProvider.System);
        }

        await coordinator.StopAsync();
        log.Write("drained");
        return busy ? 1 : 0;
    }
}
