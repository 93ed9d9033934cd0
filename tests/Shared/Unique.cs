namespace GraphRuntime.TestSupport;

/// <summary>Names that no other test of the process has.</summary>
internal static class Unique
{
    private static int _last;

    public static string Name(string prefix) => $"{prefix}-{Interlocked.Increment(ref _last)}";
}
