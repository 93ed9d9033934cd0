using System.Collections.Concurrent;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>
/// What happens outside of the graph and outlives its processes: how often each node was executed to its end, and which failures and conditions have passed. Each way to run a graph has
/// a world of its own.
/// </summary>
internal sealed class PlanWorld
{
    private readonly ConcurrentDictionary<string, bool> _failed = new();
    private readonly ConcurrentDictionary<string, bool> _stopped = new();
    private readonly ConcurrentDictionary<string, int> _executed = new();

    /// <summary>Fails the first time that something is executed.</summary>
    public void FailFirst(string execution)
    {
        if (_failed.TryAdd(execution, true))
        {
            throw new PlannedFailureException(execution);
        }
    }

    /// <summary>Pauses the first time that something is executed: a breakpoint whose condition does not hold any more afterwards.</summary>
    public void StopFirst(string execution)
    {
        if (_stopped.TryAdd(execution, true))
        {
            throw new NodeInterruptException($"stop {execution}");
        }
    }

    public void Executed(string execution) => _executed.AddOrUpdate(execution, 1, static (_, count) => count + 1);

    /// <summary>Says what was executed more often than on paper, and than each process or run that ended early can explain.</summary>
    public string? TooOften(PlanInterpreter onPaper, int interruptions)
    {
        foreach (var (execution, count) in _executed)
        {
            var repeated = Math.Max(1, onPaper.Repeated.GetValueOrDefault(execution));
            var most = onPaper.Executions.GetValueOrDefault(execution) + (interruptions * repeated);
            if (count > most)
            {
                return $"'{execution}' was executed {count} times, and should be at most {most} times";
            }
        }

        return null;
    }
}

/// <summary>A failure of a node that the plan asked for.</summary>
#pragma warning disable CA1064 // A graph throws it and the law that planned it catches it.
internal sealed class PlannedFailureException(string execution) : Exception($"{execution} fails, as planned.")
{
    /// <summary>Whether a run that ended with an error goes on when it is resumed. That is so for a time-out as well, which is not tried again where a sibling fails at the same moment.</summary>
    public static bool Passes(Exception error) => error is PlannedFailureException or NodeTimeoutException;
}
#pragma warning restore CA1064
