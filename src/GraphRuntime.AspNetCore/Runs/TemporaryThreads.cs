using Microsoft.Extensions.Hosting;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Deletes threads that were made for one run that has ended. They cannot be seen any more as soon as their run has ended; they stay for a moment, so that whoever waits for the run can
/// read its result. What a process leaves behind, another one deletes.
/// </summary>
internal sealed partial class TemporaryThreads(HttpApi api, ILogger<TemporaryThreads> logger) : BackgroundService
{
    private const int Page = 200;
    private static readonly TimeSpan s_linger = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    /// <summary>How many intervals pass before threads of other processes are looked for.</summary>
    private const int IntervalsOfRest = 30;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rested = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(s_interval, api.Time, stoppingToken).ConfigureAwait(false);
                if (api.MadeTemporaryThreads || ++rested >= IntervalsOfRest)
                {
                    rested = 0;
                    await SweepAsync(stoppingToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is GraphRuntimeException or ObjectDisposedException)
            {
                SweepFailed(logger, exception);
            }
        }
    }

    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        api.MadeTemporaryThreads = false;
        var options = new ThreadSearchOptions { Metadata = new Dictionary<string, object?> { [ThreadReader.TemporaryEntry] = true }, NewestFirst = false, Limit = Page };
        var kept = 0;
        while (true)
        {
            var page = await api.Coordinator.SearchThreadsAsync(options with { Offset = kept }, cancellationToken).ConfigureAwait(false);
            foreach (var thread in page)
            {
                if (thread.Status == ThreadStatus.Busy || thread.UpdatedAt > api.Time.GetUtcNow() - s_linger)
                {
                    kept++;
                    continue;
                }

                await api.Coordinator.DeleteThreadAsync(thread.ThreadId, cancellationToken).ConfigureAwait(false);
            }

            if (page.Count < Page)
            {
                api.MadeTemporaryThreads |= kept > 0;
                return;
            }
        }
    }

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "Threads of runs that have ended could not be deleted; it is tried again.")]
    private static partial void SweepFailed(ILogger logger, Exception exception);
}
