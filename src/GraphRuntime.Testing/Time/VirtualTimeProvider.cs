namespace GraphRuntime.Testing;

/// <summary>A clock that stands still until a test moves it. Timers fire, in order of their moments, inside <see cref="Advance"/>.</summary>
public sealed class VirtualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _timers = new(Comparer<VirtualTimer>.Create(VirtualTimer.Compare));
    private DateTimeOffset _now;
    private TimeSpan _offset;
    private long _order;
    private TaskCompletionSource _timerWasSet = NewSignal();

    /// <summary>Creates a clock that shows 1 January 2030, 12:00 UTC.</summary>
    public VirtualTimeProvider()
        : this(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Creates a clock.</summary>
    /// <param name="start">What it shows.</param>
    public VirtualTimeProvider(DateTimeOffset start) => _now = start.ToUniversalTime();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How long until the next timer fires; <see langword="null"/> if none is set.</summary>
    public TimeSpan? NextTimerIn
    {
        get
        {
            lock (_gate)
            {
                return _timers.Min is { } next ? next.Due - _now : null;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now + _offset;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _now.Ticks;
        }
    }

    /// <summary>Sets what the clock shows, as a person or a time server does: timers and <see cref="GetTimestamp"/> do not notice.</summary>
    /// <param name="change">By how much; negative to set it back.</param>
    public void SetClock(TimeSpan change)
    {
        lock (_gate)
        {
            _offset += change;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward, and fires every timer whose moment comes on the way, each at its moment.</summary>
    /// <param name="time">How far; not negative.</param>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var target = GetUtcNow() + time;
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Waits until a timer is set, then moves the clock to its moment. So a test need not know how long the code under test waits.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the timer has fired.</returns>
    public async Task AdvanceToNextTimerAsync(CancellationToken cancellationToken = default)
    {
        TimeSpan? wait;
        while ((wait = NextTimerIn) is null)
        {
            await TimerWasSet().WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        Advance(wait.Value);
    }

    internal void Schedule(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan && !timer.Disposed)
            {
                timer.Set(_now + dueTime, ++_order);
                _timers.Add(timer);
                _timerWasSet.TrySetResult();
            }
        }
    }

    internal void Remove(VirtualTimer timer)
    {
        lock (_gate)
        {
            timer.Disposed = true;
            _timers.Remove(timer);
        }
    }

    /// <summary>Completed while a timer is set.</summary>
    private Task TimerWasSet()
    {
        lock (_gate)
        {
            if (_timers.Count == 0 && _timerWasSet.Task.IsCompleted)
            {
                _timerWasSet = NewSignal();
            }

            return _timerWasSet.Task;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private VirtualTimer? TakeDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            if (_timers.Min is not { } next || next.Due > target)
            {
                _now = target > _now ? target : _now;
                return null;
            }

            _timers.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
            if (next.Period > TimeSpan.Zero)
            {
                next.Set(_now + next.Period, ++_order);
                _timers.Add(next);
            }

            return next;
        }
    }
}
