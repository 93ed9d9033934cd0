namespace GraphRuntime.AspNetCore;

/// <summary>A run that was accepted.</summary>
internal sealed record StartedRun(RunHandle Handle, RunInfo Info)
{
    /// <summary>Where the run is found, from the address that the client was given on.</summary>
    public string Path => $"/threads/{Uri.EscapeDataString(Info.ThreadId)}/runs/{Uri.EscapeDataString(Info.RunId)}";
}
