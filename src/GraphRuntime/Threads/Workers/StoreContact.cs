namespace GraphRuntime.Threads;

/// <summary>Remembers how the store is doing, and repeats calls that failed for a passing reason.</summary>
internal sealed class StoreContact(CoordinatorServices services)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    private long _lastTicks;
    private int _problem = -1;

    public DateTimeOffset? LastAnswer => Volatile.Read(ref _lastTicks) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public StorageProblem? Problem => Volatile.Read(ref _problem) is var problem and >= 0 ? (StorageProblem)problem : null;

    /// <summary>Makes a call that is safe to repeat, until it succeeds, fails for good, or the moment (a timestamp) has come.</summary>
    public async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call, Func<long> until)
    {
        var delay = FirstDelay;
        while (true)
        {
            try
            {
                var answer = await call().ConfigureAwait(false);
                Answered();
                return answer;
            }
            catch (StorageException exception) when (exception.IsTransient && services.Time.GetTimestamp() < until())
            {
                Failed(exception);
            }

            await services.Time.DelayAsync(delay, CancellationToken.None).ConfigureAwait(false);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    public void Answered()
    {
        Volatile.Write(ref _lastTicks, services.Time.GetUtcNow().Ticks);
        Volatile.Write(ref _problem, -1);
    }

    public void Failed(StorageException exception)
    {
        Volatile.Write(ref _problem, (int)exception.Problem);
        CoordinatorLog.StoreFailed(services.Logger, exception, exception.Problem);
    }
}
