namespace GraphRuntime.CrashHost;

/// <summary>What the id of a run says: steered inputs end with a plus sign, delayed runs with a tilde, runs that kill their process with an exclamation mark.</summary>
internal static class RunNames
{
    /// <summary>The value that runs of the schedule have where all others have their own id.</summary>
    public const string Tick = "tick";

    public static string Steered(string run) => run + "+";

    public static string Delayed(string run) => run + "~";

    public static string Poisonous(string run) => run + "!";

    public static bool IsSteered(string run) => run.EndsWith('+');

    public static bool IsDelayed(string run) => run.EndsWith('~');

    public static bool IsPoisonous(string run) => run.EndsWith('!');
}
