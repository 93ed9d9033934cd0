namespace GraphRuntime.Studio;

/// <summary>How the debugger takes part in a run.</summary>
internal enum DebugMode
{
    /// <summary>It stops at breakpoints of the session.</summary>
    Breakpoints,

    /// <summary>It stops before the first node.</summary>
    Pause,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>Names of the modes.</summary>
internal static class DebugModes
{
    /// <exception cref="StudioException">There is no such mode.</exception>
    public static DebugMode Read(string? name) => name switch
    {
        null or "breakpoints" => DebugMode.Breakpoints,
        "pause" => DebugMode.Pause,
        "none" => DebugMode.None,
        _ => throw StudioException.Invalid("'debug' is breakpoints, pause or none."),
    };
}
