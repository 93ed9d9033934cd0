namespace GraphRuntime.Threads;

/// <summary>Wakes one waiting loop. A pulse that nobody waits for is kept until the next wait; several become one.</summary>
internal sealed class Pulse(TimeProvider time, IWorkDispatcher dispatcher)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiter;
    private bool _set;

    /// <summary>Wakes the loop, which goes on in the dispatcher and never inside this call.</summary>
    public void Set()
    {
        TaskCompletionSource? waiter;
        lock (_gate)
        {
            waiter = _waiter;
            _waiter = null;
            _set |= waiter is null;
        }

        if (waiter is not null)
        {
            dispatcher.Post(waiter.SetResult);
        }
    }

    /// <summary>Waits for a pulse, or for a time.</summary>
    /// <param name="limit">The longest wait; <see langword="null"/> for no limit.</param>
    public async ValueTask WaitAsync(TimeSpan? limit)
    {
        TaskCompletionSource waiter;
        lock (_gate)
        {
            if (_set)
            {
                _set = false;
                return;
            }

            _waiter = waiter = new TaskCompletionSource();
        }

        using var timer = limit is { } dueTime
            ? time.CreateTimer(static state => ((Pulse)state!).Set(), this, dueTime, Timeout.InfiniteTimeSpan)
            : null;
        await waiter.Task.ConfigureAwait(false);
    }
}
