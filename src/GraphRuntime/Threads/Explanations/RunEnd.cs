namespace GraphRuntime;

/// <summary>What ended a run.</summary>
public sealed record RunEnd
{
    internal RunEnd()
    {
    }

    /// <summary>How it ended.</summary>
    public required RunEndKind Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The final status; <see langword="null"/> where the run was rolled back or deleted before it had one.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Why, where the status covers several causes.</summary>
    public RunStatusReason Reason { get; init; }

    /// <summary>When it was asked to stop while it was running; <see langword="null"/> where it was not.</summary>
    public DateTimeOffset? AskedToStopAt { get; init; }

    /// <summary>The run whose admission displaced it; <see langword="null"/> where no stored decision says so.</summary>
    public string? DisplacedBy { get; init; }

    /// <summary>The decision that displaced it.</summary>
    public RunDecision? Decision { get; init; }
}
