using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>What matters when a second message comes; see <see cref="RunPolicy.Recommend"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunNeed>))]
public enum RunNeed
{
    /// <summary>Every request must be processed.</summary>
    [JsonStringEnumMemberName("every_request_processed")]
    EveryRequestProcessed = 0,

    /// <summary>The new request is more important.</summary>
    [JsonStringEnumMemberName("new_request_first")]
    NewRequestFirst = 1,

    /// <summary>The first request must not be interrupted.</summary>
    [JsonStringEnumMemberName("first_must_not_stop")]
    FirstMustNotStop = 2,

    /// <summary>A fast response is needed.</summary>
    [JsonStringEnumMemberName("fast_response")]
    FastResponse = 3,

    /// <summary>Operations have side effects.</summary>
    [JsonStringEnumMemberName("side_effects")]
    SideEffects = 4,

    /// <summary>The user clearly cancelled the first request.</summary>
    [JsonStringEnumMemberName("first_was_cancelled")]
    FirstWasCancelled = 5,

    /// <summary>All history must be kept.</summary>
    [JsonStringEnumMemberName("keep_all_history")]
    KeepAllHistory = 6,

    /// <summary>The history should be as clean as possible.</summary>
    [JsonStringEnumMemberName("cleanest_history")]
    CleanestHistory = 7,

    /// <summary>The new request adds to the work that is being done, which goes on with it.</summary>
    [JsonStringEnumMemberName("add_to_running_work")]
    AddToRunningWork = 8,

    /// <summary>The new request is urgent, and the first one must be finished after it.</summary>
    [JsonStringEnumMemberName("urgent_then_first")]
    UrgentThenFirst = 9,
}
