namespace GraphRuntime;

/// <summary>Where a run stands. The values are stored; they never change their meaning.</summary>
public enum RunStatus
{
    /// <summary>Accepted and durable, not started: it waits for its turn, for its delay, or for another attempt.</summary>
    Pending = 0,

    /// <summary>A worker executes it.</summary>
    Running = 1,

    /// <summary>It ran to the end.</summary>
    Success = 2,

    /// <summary>It failed.</summary>
    Error = 3,

    /// <summary>It took longer than its time-out.</summary>
    Timeout = 4,

    /// <summary>It stopped before its end; <see cref="RunStatusReason"/> says why.</summary>
    Interrupted = 5,
}
