using System.Text.Json;

namespace GraphRuntime.Scheduling;

/// <summary>When a graph is run, and how. Kept in the long-term store by <see cref="GraphSchedules"/>.</summary>
public sealed record GraphSchedule
{
    /// <summary>The id, 1 to 200 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The registered name of the graph.</summary>
    public required string GraphName { get; init; }

    /// <summary>
    /// The ticks as a cron expression: minute, hour, day of the month, month, day of the week; six fields begin with the second. <c>@hourly</c>, <c>@daily</c> and the like
    /// are understood.
    /// </summary>
    public required string Cron { get; init; }

    /// <summary>
    /// The time zone of the expression, as an IANA name. A tick in an hour that a change of the clock leaves out comes right after it; a tick of a fixed hour comes once in an
    /// hour that is repeated.
    /// </summary>
    /// <value>The default is <c>UTC</c>.</value>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The thread of the runs.</summary>
    /// <value>The default is <see langword="null"/>: each tick has a thread of its own, with an id made from the schedule and the tick.</value>
    public string? ThreadId { get; init; }

    /// <summary>Whether a thread that does not exist is created.</summary>
    /// <value>The default is <see langword="true"/>; otherwise the schedule is deleted at the first tick that does not find its thread.</value>
    public bool CreateThread { get; init; } = true;

    /// <summary>The input of each run: a JSON object with one member a channel.</summary>
    /// <value>The default is <see langword="null"/>: a run goes on with what is pending.</value>
    public JsonElement? Input { get; init; }

    /// <summary>Whether ticks start runs.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool IsEnabled { get; init; } = true;

    /// <summary>The moment after which there are no ticks.</summary>
    /// <value>The default is <see langword="null"/>: they never end.</value>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>What becomes of ticks at which no process was there.</summary>
    /// <value>The default is <see cref="MissedTicks.RunLast"/>.</value>
    public MissedTicks Missed { get; init; }

    /// <summary>What happens if other runs of the thread are in flight. A tick that is refused is left out.</summary>
    /// <value>The default is <see langword="null"/>: that of the graph or the coordinator.</value>
    public MultitaskStrategy? MultitaskStrategy { get; init; }

    /// <summary>How many supersteps a run may have.</summary>
    /// <value>The default is <see langword="null"/>: that of <see cref="RunConfig"/>.</value>
    public int? RecursionLimit { get; init; }

    /// <summary>Nodes before which a run stops; <see langword="null"/> for those of the graph.</summary>
    public IReadOnlyList<string>? InterruptBefore { get; init; }

    /// <summary>Nodes after which a run stops; <see langword="null"/> for those of the graph.</summary>
    public IReadOnlyList<string>? InterruptAfter { get; init; }

    /// <summary>When checkpoints are stored.</summary>
    public DurabilityMode Durability { get; init; } = DurabilityMode.Sync;

    /// <summary>Which events are kept with a run.</summary>
    public StreamModes StreamModes { get; init; } = StreamModes.Updates;

    /// <summary>The values that belong to each run (<see cref="RunConfig.Context"/>): a JSON object.</summary>
    public JsonElement? Context { get; init; }

    /// <summary>What is stored with each run, to find it by: a JSON object of scalars. <c>schedule_id</c> and <c>scheduled_for</c> are added.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>What is stored with a thread that a tick creates: a JSON object of scalars.</summary>
    public JsonElement? ThreadMetadata { get; init; }

    /// <summary>Anything that the application keeps with the schedule, as JSON. It is not used, and does not reach the runs.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>When it was added. Set by <see cref="GraphSchedules"/>.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was changed last. Ticks before are those of the schedule before the change. Set by <see cref="GraphSchedules"/>.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
