using System.Globalization;

namespace GraphRuntime.SourceGeneration;

/// <summary>One settable value of an update: the update of a channel, or what replaces its value.</summary>
internal sealed record UpdateSlot
{
    public string Property { get; private init; } = "";

    public string Field { get; private init; } = "";

    public string Type { get; private init; } = "";

    public string Summary { get; private init; } = "";

    /// <summary>The field that holds the bit.</summary>
    public string Bits { get; private init; } = "";

    public string Mask { get; private init; } = "";

    /// <summary>What is kept of a value that is set.</summary>
    public string Kept { get; private init; } = "value";

    /// <summary>The call of the writer.</summary>
    public string Call { get; private init; } = "";

    public static UpdateSlot Create(ChannelModel channel, string stateName, int index, int place, bool isOverwrite, bool isSmall)
    {
        var property = isOverwrite ? channel.Property + "Overwrite" : channel.Property;
        var field = "_" + property;
        var method = isOverwrite ? "Overwrite" : "Write";
        return new UpdateSlot
        {
            Property = property,
            Field = field,
            Type = isOverwrite ? channel.ValueType : channel.UpdateType,
            Summary = isOverwrite ? "Replaces the value of the channel; it beats every other write to it in the same superstep." : Describe(channel),
            Bits = "__set" + (place / 64).ToString(CultureInfo.InvariantCulture),
            Mask = "0x" + (1UL << (place % 64)).ToString("X", CultureInfo.InvariantCulture) + (isSmall ? "U" : "UL"),
            Kept = channel.Shape == ChannelShape.List
                ? $"global::GraphRuntime.StateSchemaBuilder<{stateName}>.Prepare<{channel.ElementType}, {channel.Method}>(value)"
                : "value",
            Call = $"{method}<{channel.ValueType}, {channel.UpdateType}>({index.ToString(CultureInfo.InvariantCulture)}, {field})",
        };
    }

    private static string Describe(ChannelModel channel) => channel.Shape switch
    {
        ChannelShape.Append or ChannelShape.AppendList => "The elements to add at the end.",
        ChannelShape.Merge or ChannelShape.MergeList or ChannelShape.MergeDictionary or ChannelShape.List => "The entries to add, or to put in the place of those with the same key.",
        ChannelShape.Reduce => "What the reducer folds into the value.",
        ChannelShape.Topic => "The elements to publish.",
        _ => "The new value.",
    };
}
