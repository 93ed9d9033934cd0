namespace GraphRuntime.Threads;

/// <summary>
/// A loop of a coordinator. Every loop of it goes through here, so that nothing which a turn throws ends one: a turn that fails is reported, and repeated after a
/// wait.
/// </summary>
internal sealed class WorkLoop(string name, StoreContact contact, TimeSpan waitAfterFailure)
{
    private volatile bool _stopping;

    public bool IsStopping => _stopping;

    /// <summary>Ends the loop after its turn. Whoever stops it also wakes it.</summary>
    public void Stop() => _stopping = true;

    /// <summary>Repeats turns until the loop is stopped.</summary>
    /// <param name="turn">Does some work, and says how long to wait: zero for not at all, <see langword="null"/> until the loop is woken.</param>
    /// <param name="wait">Waits for a time, or to be woken.</param>
    public async Task RunAsync(Func<ValueTask<TimeSpan?>> turn, Func<TimeSpan?, ValueTask> wait)
    {
        while (!_stopping)
        {
            TimeSpan? next;
            try
            {
                next = await turn().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                contact.Report(name, exception);
                next = waitAfterFailure;
            }

            if (next != TimeSpan.Zero)
            {
                await wait(next).ConfigureAwait(false);
            }
        }
    }
}
