using GraphRuntime.Threads;

namespace GraphRuntime;

/// <content>Trying a policy out.</content>
public sealed partial class RunPolicy
{
    /// <summary>
    /// Decides about recorded arrivals as if they came again: which message would have met which strategy. Each run takes as long as its arrival says; guards,
    /// pauses and failures are left out, and where a policy asks somebody, the run is enqueued.
    /// </summary>
    /// <param name="arrivals">The arrivals; they are put in the order of their time.</param>
    /// <param name="maxQueued">How many runs of a thread may be pending.</param>
    /// <returns>What would have been done, in the order of time.</returns>
    public IReadOnlyList<SimulatedAdmission> Simulate(IEnumerable<RecordedArrival> arrivals, int maxQueued = 100)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxQueued, 1);
        var simulation = new PolicySimulation(this, new MultitaskLimits(maxQueued, TimeSpan.Zero));
        return [.. arrivals.OrderBy(static arrival => arrival.At).Select(simulation.Arrive)];
    }
}
