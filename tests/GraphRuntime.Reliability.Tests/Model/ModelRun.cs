namespace GraphRuntime.Reliability.Tests.Model;

internal sealed record ModelRun(string RunId, string Text, bool IsAnswer = false)
{
    public RunStatus Status { get; set; }

    public RunStatusReason Reason { get; set; }

    /// <summary>Its text is said before the next run.</summary>
    public bool IsOwed { get; set; }
}
