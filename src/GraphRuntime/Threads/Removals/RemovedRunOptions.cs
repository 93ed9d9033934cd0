namespace GraphRuntime;

/// <summary>What is kept about runs that are rolled back or deleted.</summary>
public sealed record RemovedRunOptions
{
    /// <summary>How long a record is kept, counted from the removal. Of one thread, the newest 1,000 records are kept.</summary>
    /// <value>The default is 90 days; more than zero.</value>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The entry of a run's metadata (<see cref="RunOptions.Metadata"/>) that names its caller; <see langword="null"/> to keep no caller.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? CallerKey { get; init; }

    /// <summary>Whether the input of the run is kept, too.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IncludeInputs { get; init; }
}
