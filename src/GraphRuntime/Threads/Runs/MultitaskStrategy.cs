using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>What happens to a new run when other runs of the thread are in flight. The values are stored; they never change their meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MultitaskStrategy>))]
public enum MultitaskStrategy
{
    /// <summary>The new run waits for its turn.</summary>
    [JsonStringEnumMemberName("enqueue")]
    Enqueue = 0,

    /// <summary>The new run is refused with <c>RunConflictException</c>; nothing of it is stored.</summary>
    [JsonStringEnumMemberName("reject")]
    Reject = 1,

    /// <summary>The runs in flight stop; what they have committed and their input stay, and the new run goes on from there.</summary>
    [JsonStringEnumMemberName("interrupt")]
    Interrupt = 2,

    /// <summary>The runs in flight are removed without trace; the new run starts from the state before them.</summary>
    [JsonStringEnumMemberName("rollback")]
    Rollback = 3,

    /// <summary>
    /// The input goes into the run in flight: it is applied at the next border between two supersteps, and that run goes on with it. Where no run can take it, the new run
    /// waits for its turn.
    /// </summary>
    [JsonStringEnumMemberName("steer")]
    Steer = 4,

    /// <summary>
    /// The new run goes first: the running run stops and goes back to the queue, and goes on from its last committed superstep when the new run has ended. At most
    /// <see cref="CoordinatorOptions.MaxPreemptionDepth"/> runs of a thread go before one another in this way; a further one waits for its turn.
    /// </summary>
    [JsonStringEnumMemberName("preempt")]
    Preempt = 5,
}
