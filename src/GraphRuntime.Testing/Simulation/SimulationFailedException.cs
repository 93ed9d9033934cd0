namespace GraphRuntime.Testing;

/// <summary>A schedule of a <see cref="Simulation"/> broke a rule. The first line of the message replays it.</summary>
public sealed class SimulationFailedException : Exception
{
    internal SimulationFailedException(SimulationOutcome outcome)
        : base($"Replay with simulation.Run({outcome.Seed}): {string.Join("; ", outcome.Violations)}\n{string.Join('\n', outcome.Trace)}") => Outcome = outcome;

    /// <summary>The schedule.</summary>
    public SimulationOutcome Outcome { get; }
}
