using System.Text.Json;

namespace GraphRuntime.Scheduling;

/// <summary>How schedules are executed. Given to <c>AddScheduling</c>.</summary>
public sealed class SchedulingOptions
{
    /// <summary>How often the store is looked at for schedules that other processes added or changed.</summary>
    /// <value>The default is 15 seconds. It must be positive.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How late a tick may be before it counts as missed (<see cref="MissedTicks.Skip"/>).</summary>
    /// <value>The default is 1 minute. It must be positive.</value>
    public TimeSpan MaxLateness { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Turns the input of a schedule into the input of a run.</summary>
    /// <value>The default takes one member a channel (<see cref="StateUpdate.FromJson"/>).</value>
    public Func<CompiledGraph, JsonElement, GraphInput> ReadInput { get; set; } = static (graph, input) => GraphInput.From(StateUpdate.FromJson(graph.StateSchema, input));
}
