using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.CrashHost;

/// <summary>Works at a constant pace for a long time with retention on, and prints what grows: memory, open files, threads, the database and its log.</summary>
internal static class SoakCommand
{
    private const int MiB = 1024 * 1024;

    public static void Retain(RetentionOptions retention)
    {
        retention.Events = TimeSpan.FromSeconds(20);
        retention.Runs = TimeSpan.FromMinutes(1);
        retention.CheckpointsPerThread = 5;
        retention.IdleThreads = TimeSpan.FromMinutes(2);
        retention.Interval = TimeSpan.FromSeconds(10);
    }

    public static async Task<int> RunAsync(HostOptions options, IServiceProvider services, OperationsLog log)
    {
        var coordinator = services.GetRequiredService<ThreadRunCoordinator>();
        await coordinator.StartAsync();
        var end = Task.Delay(options.Duration, TimeProvider.System);
        var submitter = new Submitter(options, coordinator, log);
        var work = submitter.RunAsync(end);
        Console.WriteLine("minute,submitted,heap_mib,working_set_mib,files,threads,database_mib,log_mib,connections");
        for (var started = Stopwatch.StartNew(); !end.IsCompleted; await Task.WhenAny(end, Task.Delay(options.SampleEvery, TimeProvider.System)))
        {
            await PrintAsync(options, started.Elapsed, submitter.Submitted);
        }

        await work;
        await coordinator.StopAsync();
        return 0;
    }

    private static async Task PrintAsync(HostOptions options, TimeSpan elapsed, int submitted)
    {
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        var store = await StoreSize.ReadAsync(options);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{elapsed.TotalMinutes:0.0},{submitted},{(double)heap / MiB:0.0},{process.WorkingSet64 / MiB},{process.HandleCount},{process.Threads.Count},{(double)store.Data / MiB:0.0},{(double)store.Log / MiB:0.0},{store.Connections}"));
    }
}
