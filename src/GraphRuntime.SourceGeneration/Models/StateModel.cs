namespace GraphRuntime.SourceGeneration;

/// <summary>What the emitter knows of one state. Plain values only: it is compared between runs of the generator.</summary>
internal sealed record StateModel
{
    public string HintName { get; init; } = "";

    /// <summary>Empty for the global namespace.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The declarations of the types around the state, outermost first.</summary>
    public EquatableArray<string> Containers { get; init; }

    public string Name { get; init; } = "";

    public string FullName { get; init; } = "";

    public int Version { get; init; } = 1;

    public string? JsonContext { get; init; }

    /// <summary>Whether the constructor already sets the required members.</summary>
    public bool SetsRequiredMembers { get; init; }

    public EquatableArray<ConstructorArgument> Arguments { get; init; }

    public EquatableArray<ChannelModel> Channels { get; init; }
}
