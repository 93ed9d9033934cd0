namespace GraphRuntime.Threads.Tests;

/// <summary>The state of a scripted conversation.</summary>
internal sealed record ScriptState(string[] Messages, int Next, string Text, string? Question)
{
    public static ScriptState Empty { get; } = new([], int.MaxValue, "", null);
}
