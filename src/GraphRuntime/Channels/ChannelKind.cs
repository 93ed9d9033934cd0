namespace GraphRuntime;

/// <summary>How a channel combines the writes of a superstep.</summary>
public enum ChannelKind
{
    /// <summary>Holds the value of one writer; two writers in one superstep are an error.</summary>
    LastValue,

    /// <summary>A list to which every write adds.</summary>
    Append,

    /// <summary>A keyed collection in which a written entry replaces the one with the same key.</summary>
    Merge,

    /// <summary>Writes are folded into the value.</summary>
    Reduce,

    /// <summary>Seen by the next superstep only.</summary>
    Ephemeral,

    /// <summary>The last writer wins; forgotten after a superstep without a write.</summary>
    AnyValue,

    /// <summary>Lives as long as the call; never stored.</summary>
    Untracked,

    /// <summary>Collects what the last superstep wrote.</summary>
    Topic,
}
