namespace GraphRuntime.Studio;

/// <summary>
/// The lists that open streams follow. One loop in the process reads each of them, whatever the number of streams: soon after the store reports a change, and at the latest after
/// two seconds. Without a stream there is no loop, and nothing is read.
/// </summary>
internal sealed partial class LiveLists(StudioServices services)
{
    /// <summary>Different lists at one time. Each costs one read in a round.</summary>
    private const int MostLists = 50;

    /// <summary>Changes that follow one another quickly are read together.</summary>
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(250);

    /// <summary>A store need not report what other processes change.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LiveList> _lists = new(StringComparer.Ordinal);
    private readonly ChangeSignal _wake = new();
    private bool _isRunning;

    /// <summary>Follows a list; <see cref="Close"/> has to follow.</summary>
    /// <exception cref="StudioException">Too many different lists are followed.</exception>
    public LiveList Open(string key, Func<CancellationToken, ValueTask<byte[]>> read)
    {
        lock (_gate)
        {
            if (!_lists.TryGetValue(key, out var list))
            {
                if (_lists.Count >= MostLists)
                {
                    throw new StudioException(StatusCodes.Status503ServiceUnavailable, "too_many_streams", $"{MostLists} different lists are followed in this process. Close one first.");
                }

                _lists[key] = list = new LiveList(key, read);
            }

            list.Readers++;
            if (!_isRunning)
            {
                _isRunning = true;
                _ = Task.Run(RunAsync, CancellationToken.None);
            }

            _wake.Pulse();
            return list;
        }
    }

    /// <summary>Ends one stream. The loop ends with the last one.</summary>
    public void Close(LiveList list)
    {
        lock (_gate)
        {
            if (--list.Readers == 0)
            {
                _lists.Remove(list.Key);
            }
        }

        _wake.Pulse();
    }

    private async Task RunAsync()
    {
        try
        {
            using var hints = services.RunStore.Subscribe(_ => _wake.Pulse());
            await LoopAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            RoundFailed(services.Logger, failure);
            lock (_gate)
            {
                _isRunning = false;
            }
        }
    }

    private async Task LoopAsync()
    {
        while (true)
        {
            // Taken before the lists are: one that is added meanwhile is read at once.
            var changed = _wake.Next;
            var lists = Followed();
            if (lists.Count == 0)
            {
                return;
            }

            await ReadAsync(lists).ConfigureAwait(false);
            await Task.Delay(s_shortest, services.Time, services.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await changed.WaitAsync(s_longest, services.Time, services.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask ReadAsync(IReadOnlyList<LiveList> lists)
    {
        try
        {
            foreach (var list in lists)
            {
                await list.RefreshAsync(services.Stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (services.Stopping.IsCancellationRequested)
        {
            // The server stops, and the loop with it.
        }
        catch (Exception failure)
        {
            RoundFailed(services.Logger, failure);
        }
    }

    /// <summary>The lists to read. Where there is none, or the server stops, the loop has ended when this returns: the next stream starts another one.</summary>
    private IReadOnlyList<LiveList> Followed()
    {
        lock (_gate)
        {
            _isRunning = _lists.Count > 0 && !services.Stopping.IsCancellationRequested;
            return _isRunning ? [.. _lists.Values] : [];
        }
    }

    [LoggerMessage(EventId = 5003, Level = LogLevel.Error, Message = "A list that streams of the studio follow was not read. It is read again.")]
    private static partial void RoundFailed(ILogger logger, Exception exception);
}
