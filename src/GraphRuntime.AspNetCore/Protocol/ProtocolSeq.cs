namespace GraphRuntime.AspNetCore;

/// <summary>
/// Numbers of protocol events. One stored event may lead to several of them, so the numbers of stored events are spread, and there are gaps.
/// </summary>
internal static class ProtocolSeq
{
    private const long Spread = 1000;

    public static long Of(long number, int part) => (number * Spread) + part;

    /// <summary>The highest number that anything stored so far can have.</summary>
    public static long Through(long number) => number == 0 ? 0 : (number * Spread) + Spread - 1;
}
