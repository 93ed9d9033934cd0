using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>Work of nodes that a <see cref="Simulation"/> can interleave: it goes on where its timer fires or its token is cancelled, never on another thread.</summary>
public static class SimulatedWork
{
    /// <summary>Takes some time. <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/> would go on elsewhere when it is cancelled.</summary>
    /// <param name="duration">How long.</param>
    /// <param name="time">The clock of the node's context.</param>
    /// <param name="cancellationToken">The token of the node's context, or none for a node that ignores it.</param>
    /// <returns>A task that completes when the time is over.</returns>
    public static ValueTask TakeAsync(TimeSpan duration, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        return time.DelayAsync(duration, cancellationToken);
    }
}
