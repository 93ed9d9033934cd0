namespace GraphRuntime.Testing.Checkpointing.Bench;

/// <summary>Fixed moments, so that no case depends on a clock.</summary>
internal static class Moments
{
    public static DateTimeOffset Noon { get; } = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Long before everything that other cases store.</summary>
    public static DateTimeOffset Ancient { get; } = new(1999, 12, 31, 0, 0, 0, TimeSpan.Zero);
}
