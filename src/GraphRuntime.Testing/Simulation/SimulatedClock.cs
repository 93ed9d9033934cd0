namespace GraphRuntime.Testing;

/// <summary>The clock of a process: it may be wrong, and its timers fire where the process has a turn, never after its death.</summary>
internal sealed class SimulatedClock(SimulatedProcess process) : TimeProvider
{
    public TimeSpan Error { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => process.World.Time.GetUtcNow() + Error;

    public override long GetTimestamp() => process.World.Time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return process.World.Time.CreateTimer(_ => process.Post(() => callback(state)), null, dueTime, period);
    }
}
