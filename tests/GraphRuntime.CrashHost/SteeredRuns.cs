namespace GraphRuntime.CrashHost;

/// <summary>The names of runs whose inputs are steered end with a plus sign.</summary>
internal static class SteeredRuns
{
    public static string Name(string run) => run + "+";

    public static bool IsSteered(string run) => run.EndsWith('+');
}
