using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>What happens to a new run whose strategy meets a guard: a region or node that must not be interrupted, or a commit point behind which nothing is rolled back.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GuardedStrategy>))]
public enum GuardedStrategy
{
    /// <summary>Downgrade: the new run takes its place in the queue, and the guarded run goes on.</summary>
    [JsonStringEnumMemberName("enqueue")]
    Enqueue = 0,

    /// <summary>
    /// Wait: the guarded run is interrupted as soon as it allows it, at the latest after <see cref="CoordinatorOptions.MaxGuardWait"/>. A rollback cannot wait, because it
    /// takes effect in the moment in which it is decided; it is downgraded to an interrupt that waits.
    /// </summary>
    [JsonStringEnumMemberName("wait")]
    Wait = 1,

    /// <summary>A rollback behind a commit point becomes an interrupt, if that is allowed; everything else is downgraded as with <see cref="Enqueue"/>.</summary>
    [JsonStringEnumMemberName("interrupt")]
    Interrupt = 2,

    /// <summary>Refuse: the new run is not created (<see cref="RunGuardedException"/>).</summary>
    [JsonStringEnumMemberName("reject")]
    Reject = 3,
}
