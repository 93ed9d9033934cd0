namespace GraphRuntime;

/// <summary>Makes a property of type <c>ImmutableArray&lt;T&gt;</c> a topic: it holds what the last superstep wrote to it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TopicAttribute : Attribute
{
    /// <summary>Whether the values of earlier supersteps stay.</summary>
    /// <value>The default is <see langword="false"/>: the topic is emptied at every superstep.</value>
    public bool Accumulate { get; set; }
}
