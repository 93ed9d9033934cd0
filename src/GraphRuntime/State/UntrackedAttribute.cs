namespace GraphRuntime;

/// <summary>Makes a property an untracked channel: its value lives as long as the call that runs the graph and is never stored.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UntrackedAttribute : Attribute
{
    /// <summary>Whether two writers in one superstep are an error; without the guard the last one wins.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Guard { get; set; } = true;
}
