namespace GraphRuntime.Testing;

/// <summary>A schedule of a <see cref="Simulation"/> broke a rule. The first line of the message replays it.</summary>
public sealed class SimulationFailedException : Exception
{
    internal SimulationFailedException(SimulationOutcome outcome)
        : base($"Replay with simulation.Replay(\"{outcome.Choices}\") (made smaller from seed {outcome.Seed}): {string.Join("; ", outcome.Violations)}\n{string.Join('\n', outcome.Trace)}") =>
        Outcome = outcome;

    /// <summary>The schedule, as small as it could be made; <see cref="SimulationOutcome.Seed"/> is the one that it was made from.</summary>
    public SimulationOutcome Outcome { get; }
}
