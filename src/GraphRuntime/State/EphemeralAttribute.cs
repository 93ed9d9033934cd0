namespace GraphRuntime;

/// <summary>Makes a property an ephemeral channel: its value is seen by the next superstep only.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EphemeralAttribute : Attribute
{
    /// <summary>Whether two writers in one superstep are an error; without the guard the last one wins.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Guard { get; set; } = true;
}
