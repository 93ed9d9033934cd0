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
        var reader = items.GetAsyncEnumerator(cancellationToken);
        await using (reader.ConfigureAwait(false))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var pause = Task.Delay(interval, time, stop.Token);
            try
            {
                var next = reader.MoveNextAsync();
                while (true)
                {
                    if (!next.IsCompleted)
                    {
                        var waiting = next.AsTask();
                        while (await Task.WhenAny(waiting, pause).ConfigureAwait(false) != waiting)
                        {
                            cancellationToken.ThrowIfCancellationRequested();
                            await beat().ConfigureAwait(false);
                            pause = Task.Delay(interval, time, stop.Token);
                        }

                        next = new ValueTask<bool>(waiting);
                    }

                    if (!await next.ConfigureAwait(false))
                    {
                        return;
                    }

                    var current = reader.Current;
                    next = reader.MoveNextAsync();
                    await item(current, !next.IsCompleted).ConfigureAwait(false);
                    if (pause.IsCompleted)
                    {
                        await beat().ConfigureAwait(false);
                        pause = Task.Delay(interval, time, stop.Token);
                    }
                }
            }
            finally
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }
    }
}
