namespace GraphRuntime.Threads;

/// <summary>
/// Calls of the workers to the run store. Each has a deadline of its own: one that does not answer is given up, and one that fails for a passing reason is repeated
/// only so long. Remembers how the store is doing.
/// </summary>
internal sealed class StoreContact(CoordinatorServices services)
{
    /// <summary>How often a call may fail while the store answers other calls: then it is the call that fails, and not the store.</summary>
    private const int MostFailuresOfOneCall = 5;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    private long _lastTicks;
    private long _answers;
    private int _problem = -1;
    private volatile bool _closed;

    public DateTimeOffset? LastAnswer => Volatile.Read(ref _lastTicks) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public StorageProblem? Problem => Volatile.Read(ref _problem) is var problem and >= 0 ? (StorageProblem)problem : null;

    /// <summary>From now on nothing is repeated.</summary>
    public void Close() => _closed = true;

    /// <summary>Makes a call once.</summary>
    /// <exception cref="StorageException">It failed, or did not answer within the limit. In that case it goes on, and may still take effect.</exception>
    public async ValueTask<T> CallOnceAsync<T>(Func<ValueTask<T>> call, TimeSpan limit)
    {
        var task = call().AsTask();
        if (!await services.Time.EndsWithinAsync(task, limit).ConfigureAwait(false))
        {
            _ = ForgetAsync(task);
            throw new StorageException(StorageProblem.Unavailable, $"The run store did not answer within {limit}. It is asked again.");
        }

        var answer = await task.ConfigureAwait(false);
        Answered();
        return answer;
    }

    /// <summary>
    /// Makes a call that is safe to repeat, until it succeeds or fails for good. A passing failure is repeated until the deadline (a timestamp), but only some times
    /// while the store answers other calls. The deadline is that of the call: a lease that is renewed meanwhile does not move it.
    /// </summary>
    /// <exception cref="StorageException">The call failed for good, or still fails at the deadline.</exception>
    public async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call, long deadline)
    {
        var delay = FirstDelay;
        var failures = 0;
        var answers = Interlocked.Read(ref _answers);
        while (true)
        {
            try
            {
                return await CallOnceAsync(call, Left(deadline)).ConfigureAwait(false);
            }
            catch (StorageException exception) when (exception.IsTransient && !_closed)
            {
                var answersNow = Interlocked.Read(ref _answers);
                failures += answersNow == answers ? 0 : 1;
                answers = answersNow;
                if (Left(deadline) <= TimeSpan.Zero || failures == MostFailuresOfOneCall)
                {
                    throw;
                }

                Failed(exception);
            }

            await services.Time.DelayAsync(delay, CancellationToken.None).ConfigureAwait(false);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    public void Answered()
    {
        Interlocked.Increment(ref _answers);
        Volatile.Write(ref _lastTicks, services.Time.GetUtcNow().Ticks);
        Volatile.Write(ref _problem, -1);
    }

    public void Failed(StorageException exception)
    {
        Volatile.Write(ref _problem, (int)exception.Problem);
        CoordinatorLog.StoreFailed(services.Logger, exception, exception.Problem);
    }

    /// <summary>Reports what ended the work of a loop, which goes on.</summary>
    public void Report(string loop, Exception exception)
    {
        if (exception is StorageException failure)
        {
            Failed(failure);
        }
        else
        {
            CoordinatorLog.LoopFailed(services.Logger, exception, loop);
        }
    }

    private TimeSpan Left(long deadline) => services.Time.GetElapsedTime(services.Time.GetTimestamp(), deadline);

    /// <summary>A failure of a call that nobody waits for any more is no unobserved exception.</summary>
    private static async Task ForgetAsync(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
