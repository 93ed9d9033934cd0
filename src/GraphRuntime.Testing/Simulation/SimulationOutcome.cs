using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>How a schedule ended.</summary>
public sealed record SimulationOutcome
{
    /// <summary>The seed that gave the schedule; <see langword="null"/> if it was replayed from its choices.</summary>
    public required int? Seed { get; init; }

    /// <summary>All that chance has chosen, as a line for <see cref="Simulation.Replay"/>; empty for a good schedule of <see cref="Simulation.Explore"/>.</summary>
    public string Choices { get; init; } = "";

    /// <summary>How many events it had.</summary>
    public required long Events { get; init; }

    /// <summary>What became of the messages, in the order in which they were sent.</summary>
    public required IReadOnlyList<SimulatedRun> Runs { get; init; }

    /// <summary>What happened, one line an event of note; empty for a good schedule of <see cref="Simulation.Explore"/>.</summary>
    public required IReadOnlyList<string> Trace { get; init; }

    /// <summary>The checkpoints at the end; its calls complete at once.</summary>
    public required ICheckpointer Checkpointer { get; init; }

    /// <summary>The runs at the end; its calls complete at once.</summary>
    public required IRunStore RunStore { get; init; }

    /// <summary>What must not have happened; empty for a good schedule.</summary>
    public IReadOnlyList<string> Violations { get; init; } = [];
}
