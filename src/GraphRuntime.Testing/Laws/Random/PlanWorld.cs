using System.Collections.Concurrent;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>What happens outside of the graph and outlives its processes: how often each node was executed to its end, and which failures have passed.</summary>
internal sealed class PlanWorld
{
    private readonly ConcurrentDictionary<string, bool> _failed = new();
    private readonly ConcurrentDictionary<string, int> _executed = new();

    /// <summary>Fails the first time that something is executed.</summary>
    public void FailFirst(string execution)
    {
        if (_failed.TryAdd(execution, true))
        {
            throw new PlannedFailureException(execution);
        }
    }

    public void Executed(string execution) => _executed.AddOrUpdate(execution, 1, static (_, count) => count + 1);

    public void Clear()
    {
        _failed.Clear();
        _executed.Clear();
    }

    /// <summary>Says what was executed more often than on paper, and once more for each time that a process or a run ended early.</summary>
    public string? TooOften(IReadOnlyDictionary<string, int> expected, int interruptions)
    {
        foreach (var (execution, count) in _executed)
        {
            var most = expected.GetValueOrDefault(execution) + interruptions;
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
internal sealed class PlannedFailureException(string execution) : Exception($"{execution} fails, as planned.");
#pragma warning restore CA1064
