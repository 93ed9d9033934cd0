namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>
/// The log above and the number of the chunk below in one integer key: all chunks of a log lie side by side, and no index is needed.
/// </summary>
internal static class ChunkKey
{
    private const long MaxNumber = uint.MaxValue;

    public static long Of(long log, long number) => (log << 32) | number;

    public static long First(long log) => log << 32;

    public static long Last(long log) => (log << 32) | MaxNumber;

    public static long LogOf(long key) => key >> 32;

    public static long Number(long key) => key & MaxNumber;
}
