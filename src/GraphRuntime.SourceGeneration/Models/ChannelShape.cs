namespace GraphRuntime.SourceGeneration;

/// <summary>How a channel is declared to the schema builder; the names are those of its methods.</summary>
internal enum ChannelShape
{
    LastValue,
    Append,
    AppendList,
    Merge,
    MergeList,
    MergeDictionary,
    List,
    Reduce,
    Ephemeral,
    AnyValue,
    Untracked,
    Topic,
}
