using Microsoft.Extensions.Hosting;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Deletes threads that were made for one run that has ended, and threads whose lifetime is over. A thread of one run cannot be seen any more once its run has ended; it stays for a
/// moment, so that a reader can take the result. What a process leaves behind, another one deletes.
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
        api.MadeTemporaryThreads |= await SweepAsync(ThreadReader.TemporaryEntry, static _ => s_linger, cancellationToken).ConfigureAwait(false) > 0;
        await SweepAsync(ThreadTtl.MarkEntry, ThreadTtl.Of, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes the threads with a mark that have not changed for their lifetime, and says how many are left.</summary>
    private async Task<int> SweepAsync(string mark, Func<ThreadInfo, TimeSpan?> lifetime, CancellationToken cancellationToken)
    {
        var options = new ThreadSearchOptions { Metadata = new Dictionary<string, object?> { [mark] = true }, NewestFirst = false, Limit = Page };
        var kept = 0;
        while (true)
        {
            var page = await api.Coordinator.SearchThreadsAsync(options with { Offset = kept }, cancellationToken).ConfigureAwait(false);
            foreach (var thread in page)
            {
                if (!await TryDeleteAsync(thread, lifetime(thread), cancellationToken).ConfigureAwait(false))
                {
                    kept++;
                }
            }

            if (page.Count < Page)
            {
                return kept;
            }
        }
    }

    // The store looks again: a thread that has got a run since its page was read stays.
    private async ValueTask<bool> TryDeleteAsync(ThreadInfo thread, TimeSpan? lifetime, CancellationToken cancellationToken) =>
        lifetime is { } most && thread.Status != ThreadStatus.Busy && thread.UpdatedAt + most <= api.Time.GetUtcNow()
        && await api.Coordinator.TryDeleteUnusedThreadAsync(thread.ThreadId, most, cancellationToken).ConfigureAwait(false);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "Threads of runs that have ended could not be deleted; it is tried again.")]
    private static partial void SweepFailed(ILogger logger, Exception exception);
}
