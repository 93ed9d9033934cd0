namespace GraphRuntime.Studio;

/// <summary>Why a session stopped.</summary>
internal static class StopReasons
{
    public const string Breakpoint = "breakpoint";
    public const string Pause = "pause";
    public const string Question = "question";
    public const string NodePaused = "nodePaused";
    public const string Compiled = "compiled";
    public const string Finished = "finished";
    public const string Failed = "failed";
    public const string Displaced = "displaced";
    public const string Limit = "limit";
}
