using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>What a <see cref="Simulation"/> simulates.</summary>
public sealed record SimulationOptions
{
    /// <summary>Registers the graphs, once for many schedules: nodes and services keep nothing from run to run. Nodes wait on nothing but <see cref="SimulatedWork"/> and what they make of timers of their context's <see cref="TimeProvider"/>.</summary>
    public required Action<GraphRuntimeBuilder> Graphs { get; init; }

    /// <summary>Makes the messages: the number of the message, and a source of chance that belongs to the schedule.</summary>
    public required Func<int, Random, SimulatedMessage> Messages { get; init; }

    /// <summary>How many messages a schedule has.</summary>
    /// <value>The default is 4.</value>
    public int MessageCount { get; init; } = 4;

    /// <summary>One message in how many is followed by the cancellation of a run that was sent before, whatever has become of it; 0 for never.</summary>
    /// <value>The default is 0.</value>
    public int CancelOneIn { get; init; }

    /// <summary>
    /// Makes the message for a thread on which every run in flight is held until a question is answered, after all other messages: the thread, and a source of chance.
    /// <see langword="null"/> where no run is held for good.
    /// </summary>
    public Func<string, Random, SimulatedMessage>? Releases { get; init; }

    /// <summary>How many processes share the work.</summary>
    /// <value>The default is 2.</value>
    public int Processes { get; init; } = 2;

    /// <summary>What goes wrong.</summary>
    /// <value>The default is everything.</value>
    public SimulatedFaults Faults { get; init; } = SimulatedFaults.All;

    /// <summary>How many events a schedule has at most before it counts as one that never ends.</summary>
    /// <value>The default is 20,000.</value>
    public int MaxEvents { get; init; } = 20_000;

    /// <summary>Says what is wrong with the end of a schedule besides what the simulation checks itself; <see langword="null"/> for nothing more.</summary>
    public Func<SimulationOutcome, IEnumerable<string>>? Check { get; init; }

    /// <summary>Puts something between the processes and the run store, for example a defect that the simulation should find.</summary>
    public Func<IRunStore, IRunStore>? WrapRunStore { get; init; }

    /// <summary>Puts something between the processes and the checkpointer.</summary>
    public Func<ICheckpointer, ICheckpointer>? WrapCheckpointer { get; init; }
}
