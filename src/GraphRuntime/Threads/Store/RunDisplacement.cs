namespace GraphRuntime.Threads;

/// <summary>What happens to one run in flight.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Kind">What happens to it.</param>
/// <param name="Grace">For a running run that is asked to stop: how long its owner may take before the run is taken away.</param>
public readonly record struct RunDisplacement(string RunId, DisplacementKind Kind, TimeSpan Grace)
{
    /// <summary>With <see cref="DisplacementKind.Rollback"/>: what is recorded about the run; <see langword="null"/> to keep nothing.</summary>
    public RemovalRecording? Recording { get; init; }
}
