namespace GraphRuntime.Checkpointing;

/// <summary>What was encoded again so far.</summary>
public sealed record ReencodeReport
{
    /// <summary>How many values were looked at.</summary>
    public long Read { get; init; }

    /// <summary>How many of them were encoded again and stored.</summary>
    public long Rewritten { get; init; }

    /// <summary>
    /// How many stay as they were, because others changed them each time, or because a run executes on the thread of a list whose pieces would get another length. Another
    /// call tries them again.
    /// </summary>
    public long Left { get; init; }

    /// <summary>How many the codec could not decode; see <see cref="ReencodeOptions.Undecodable"/>.</summary>
    public long Failed { get; init; }

    /// <summary>Where to go on, for <see cref="ReencodeOptions.After"/>; <see langword="null"/> at the end of the work, and before its first step.</summary>
    public string? Position { get; init; }

    /// <summary>Whether nothing was left to do. A whole call with this result, and a codec that has <see cref="ICheckpointCodec.IsCurrent"/>, says that no older key is needed.</summary>
    public bool IsClean => Rewritten == 0 && Left == 0 && Failed == 0;
}
