namespace GraphRuntime;

/// <summary>A run whose result was awaited ended without one.</summary>
public sealed class RunFailedException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="run">The run as it ended.</param>
    public RunFailedException(RunInfo run)
        : base($"Run '{run.RunId}' of thread '{run.ThreadId}' ended as {End(run)} See the properties of the run; JoinAsync returns them without an exception.") => Run = run;

    /// <summary>The run as it ended.</summary>
    public RunInfo Run { get; }

    private static string End(RunInfo run)
    {
        var reason = run.Reason == RunStatusReason.None ? "" : $" ({run.Reason})";
        var error = run.Error?.TrimEnd() is { Length: > 0 } text ? $": {text}" : "";
        var end = $"{run.Status}{reason}{error}";
        return end[^1] is '.' or '!' or '?' ? end : end + ".";
    }
}
