using System.Security.Cryptography;

namespace GraphRuntime.Postgres;

/// <summary>
/// Tries again after failures that pass by themselves, with growing, jittered pauses. Nothing is tried, and no pause ends, after the
/// budget is used up; an attempt that hangs is given up then. (Npgsql waits for the command's own time-out, whole seconds, before it gives up
/// a connection that says nothing any more, so each attempt is given what is left.)
/// </summary>
internal sealed class PostgresRetry(TimeProvider time, TimeSpan budget)
{
    private const double FirstPauseMs = 20;
    private const double LongestPauseMs = 1_000;

    public async ValueTask<T> RunAsync<TState, T>(
        TState state, Func<TState, int, CancellationToken, ValueTask<T>> attempt, PostgresCall call, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var isLimited = call == PostgresCall.Short && budget > TimeSpan.Zero;
        using var cancellation = new CallCancellation(time, isLimited ? budget : null, cancellationToken);
        for (var tries = 0; ; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await attempt(state, isLimited ? SecondsLeft(start) : 0, cancellation.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }
            catch (OperationCanceledException exception) when (cancellation.IsOverdue)
            {
                throw new StorageException(
                    StorageProblem.Unavailable, $"PostgreSQL did not answer within the retry budget of {budget}. Check the server and the network.", exception);
            }
            catch (Exception exception) when (PostgresErrors.Translate(exception) is { } error)
            {
                var pause = Pause(tries);
                var mayRepeat = error is StorageException { IsTransient: true } && (call != PostgresCall.Once || PostgresErrors.IsDefinite(exception));
                if (mayRepeat && cancellationToken.IsCancellationRequested)
                {
                    throw new OperationCanceledException("The call was cancelled before PostgreSQL could be reached.", error, cancellationToken);
                }

                if (!mayRepeat || time.GetElapsedTime(start) + pause >= budget)
                {
                    throw error;
                }

                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private int SecondsLeft(long start) => (int)Math.Clamp(Math.Ceiling((budget - time.GetElapsedTime(start)).TotalSeconds), 1, int.MaxValue / 1000);

    private static TimeSpan Pause(int tries)
    {
        var longest = Math.Min(LongestPauseMs, FirstPauseMs * Math.Pow(2, Math.Min(tries, 10)));
        return TimeSpan.FromMilliseconds(longest * (0.5 + (RandomNumberGenerator.GetInt32(1_000) / 2_000.0)));
    }
}
