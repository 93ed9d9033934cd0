using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>What the admission of a run did to another run that was in flight. The values are stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecidedOutcome>))]
public enum DecidedOutcome
{
    /// <summary>Nothing: the new run waits for it, or passes it.</summary>
    [JsonStringEnumMemberName("kept")]
    Kept,

    /// <summary>It was interrupted: its input and what it had committed stay.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>It was rolled back: its input, record, checkpoints and events are gone.</summary>
    [JsonStringEnumMemberName("rolled_back")]
    RolledBack,

    /// <summary>It was rolled back, and its input is part of the input of the new run.</summary>
    [JsonStringEnumMemberName("merged")]
    Merged,

    /// <summary>The delay that it waited for ended.</summary>
    [JsonStringEnumMemberName("delay_ended")]
    DelayEnded,

    /// <summary>It was stopped, or waits on, because the new run goes first; it goes on after that.</summary>
    [JsonStringEnumMemberName("preempted")]
    Preempted,
}
