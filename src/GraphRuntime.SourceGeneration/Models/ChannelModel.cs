namespace GraphRuntime.SourceGeneration;

/// <summary>What the emitter knows of one channel. Plain values only: it is compared between runs of the generator.</summary>
internal sealed record ChannelModel
{
    /// <summary>The name of the property, without an escape.</summary>
    public string Property { get; init; } = "";

    public string ChannelName { get; init; } = "";

    public ChannelShape Shape { get; init; }

    public string ValueType { get; init; } = "";

    public string UpdateType { get; init; } = "";

    /// <summary>The type argument of a collection channel.</summary>
    public string ElementType { get; init; } = "";

    /// <summary>The reducer, the key selector, or the attribute with the rules of a list.</summary>
    public string Method { get; init; } = "";

    /// <summary>Guard or Accumulate.</summary>
    public bool Flag { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Whether the value goes in through the object initializer; else a constructor parameter sets it.</summary>
    public bool IsInitialized { get; init; } = true;

    public bool CanOverwrite => Shape is ChannelShape.Append or ChannelShape.AppendList
        or ChannelShape.Merge or ChannelShape.MergeList or ChannelShape.MergeDictionary or ChannelShape.List or ChannelShape.Reduce;
}
