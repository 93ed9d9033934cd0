namespace GraphRuntime.Diagnostics;

/// <summary>
/// Cancelling runs code of others: whatever is registered on the token. It may throw, block, or come after the source was disposed. Out of a timer such an exception
/// would end the process.
/// </summary>
internal static class Cancellation
{
    /// <summary>Cancels a source.</summary>
    /// <returns>What the registered code threw, if it did.</returns>
    public static AggregateException? CancelSafely(this CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The source was disposed: no operation waits for its token.
        }
        catch (AggregateException exception)
        {
            return exception;
        }

        return null;
    }

    /// <summary>Cancels a source; what is registered on its token runs elsewhere.</summary>
    /// <returns>What the registered code threw, if it did.</returns>
    public static async ValueTask<AggregateException?> CancelElsewhereAsync(this CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The source was disposed: no operation waits for its token.
        }
        catch (AggregateException exception)
        {
            return exception;
        }

        return null;
    }
}
