namespace GraphRuntime.Crash.Tests;

/// <summary>One execution of a node: from its first line to its last, or to the death of its process.</summary>
internal sealed record Execution(LogEvent Begin, long End, bool Ended)
{
    public long Start => Begin.Time;
}
