using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Channels;

/// <summary>The definition of one channel in a schema. Immutable once the schema is built.</summary>
internal abstract class ChannelDefinition(string name, ChannelKind kind)
{
    public string Name { get; } = name;

    public ChannelKind Kind { get; } = kind;

    /// <summary>The place in the schema.</summary>
    public int Index { get; set; }

    /// <summary>Options that the channel has instead of those of its schema; <see langword="null"/> for none.</summary>
    public JsonSerializerOptions? OwnJsonOptions { get; init; }

    /// <summary>The options by which values are read and written.</summary>
    public JsonSerializerOptions JsonOptions { get; set; } = null!;

    /// <summary>False for a channel that no checkpoint holds.</summary>
    public bool IsStored => Kind != ChannelKind.Untracked;

    /// <summary>Whether readers see the default before the first write.</summary>
    public bool AlwaysVisible => Kind is ChannelKind.Append or ChannelKind.Merge or ChannelKind.Reduce;

    /// <summary>Whether the channel is a topic that keeps the values of earlier supersteps.</summary>
    public bool Accumulates { get; init; }

    /// <summary>
    /// Whether a write is added to what the channel has. Such a channel can be overwritten, and takes what a subgraph wrote to it one by one: its value, written again,
    /// would have the old entries twice.
    /// </summary>
    public bool Combines => AlwaysVisible || Accumulates;

    /// <summary>Whether the value may change at the end of a superstep that did not write it.</summary>
    public bool IsTransient => Kind is ChannelKind.Ephemeral or ChannelKind.AnyValue or ChannelKind.Topic;

    /// <summary>How the value is written as JSON.</summary>
    public abstract JsonTypeInfo ValueTypeInfo { get; }

    public abstract Type ValueType { get; }

    /// <summary>Why values of the channel could not be read back from a store; <see langword="null"/> where nothing is known against it.</summary>
    public abstract string? FindProblem();

    public abstract Channel Create(ChannelSet owner);
}
