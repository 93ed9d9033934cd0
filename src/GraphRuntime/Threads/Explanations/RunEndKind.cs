using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>How a run came to its end.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunEndKind>))]
public enum RunEndKind
{
    /// <summary>By itself: it succeeded, failed, paused, or ran out of time or attempts.</summary>
    [JsonStringEnumMemberName("ended")]
    Ended,

    /// <summary>Another run displaced it; its input and what it had committed are kept.</summary>
    [JsonStringEnumMemberName("displaced")]
    Displaced,

    /// <summary>A caller cancelled it.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>It was rolled back: its input, record, checkpoints and events were removed.</summary>
    [JsonStringEnumMemberName("rolled_back")]
    RolledBack,

    /// <summary>Its record and events were deleted; what it wrote to the state is kept.</summary>
    [JsonStringEnumMemberName("deleted")]
    Deleted,
}
