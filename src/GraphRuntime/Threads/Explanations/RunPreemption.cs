namespace GraphRuntime;

/// <summary>That a run let a more urgent one go first (<see cref="MultitaskStrategy.Preempt"/>).</summary>
public sealed record RunPreemption
{
    internal RunPreemption()
    {
    }

    /// <summary>The run that went first; <see langword="null"/> where no stored decision says so.</summary>
    public string? By { get; init; }

    /// <summary>When the run was asked to stop, or, where it was not running, when the other one was admitted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it went on; <see langword="null"/> where it has not.</summary>
    public DateTimeOffset? WentOnAt { get; init; }
}
