namespace GraphRuntime.AspNetCore;

/// <summary>Reads a sequence that may be silent for long, and says at even intervals that it is still being read.</summary>
internal static class Heartbeats
{
    /// <summary>Hands each item on as soon as it is there, and calls <paramref name="beat"/> at each interval. Both are never called at the same time.</summary>
    /// <param name="items">The sequence.</param>
    /// <param name="item">Takes an item, and whether the next one is not there yet.</param>
    /// <param name="beat">Is called at each interval.</param>
    /// <param name="interval">How long an interval is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task ForEachAsync<T>(
        IAsyncEnumerable<T> items, Func<T, bool, ValueTask> item, Func<ValueTask> beat, TimeSpan interval, TimeProvider time, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reader = items.GetAsyncEnumerator(stop.Token);
        var next = Task.FromResult(false);
        try
        {
            var pause = Task.Delay(interval, time, stop.Token);
            next = reader.MoveNextAsync().AsTask();
            while (true)
            {
                while (pause.IsCompleted || await Task.WhenAny(next, pause).ConfigureAwait(false) != next)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await beat().ConfigureAwait(false);
                    pause = Task.Delay(interval, time, stop.Token);
                }

                if (!await next.ConfigureAwait(false))
                {
                    return;
                }

                var current = reader.Current;
                next = reader.MoveNextAsync().AsTask();
                await item(current, !next.IsCompleted).ConfigureAwait(false);
            }
        }
        finally
        {
            // A sequence must not be disposed while it looks for its next item.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await reader.DisposeAsync().ConfigureAwait(false);
        }
    }
}
