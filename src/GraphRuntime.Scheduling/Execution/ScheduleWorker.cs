using Microsoft.Extensions.Hosting;

namespace GraphRuntime.Scheduling;

/// <summary>Executes schedules while the host runs: looks at them when one is due, when one was changed, and at even intervals.</summary>
internal sealed partial class ScheduleWorker(SchedulePass pass, GraphSchedules schedules, SchedulingOptions options, TimeProvider time, ILogger<ScheduleWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Taken before the pass: a change during the pass is not lost.
                var changed = schedules.Changed;
                var wait = await RunAsync(stoppingToken).ConfigureAwait(false);
                await Task.WhenAny(changed, Task.Delay(wait, time, stoppingToken)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>One pass, and how long to wait for the next one.</summary>
    private async ValueTask<TimeSpan> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var next = await pass.RunAsync(cancellationToken).ConfigureAwait(false) - time.GetUtcNow();
            return next is not { } wait || wait > options.PollInterval ? options.PollInterval : wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
        catch (Exception exception) when (exception is GraphRuntimeException or ObjectDisposedException)
        {
            PassFailed(logger, exception);
            return options.PollInterval;
        }
    }

    [LoggerMessage(EventId = 5004, Level = LogLevel.Warning, Message = "Schedules could not be looked at; it is tried again.")]
    private static partial void PassFailed(ILogger logger, Exception exception);
}
