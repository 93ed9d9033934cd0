namespace GraphRuntime.Checkpointing;

/// <summary>Times as stores keep them: in whole microseconds.</summary>
internal static class StoredTime
{
    public static DateTimeOffset Whole(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
}
