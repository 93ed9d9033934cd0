namespace GraphRuntime.Threads;

/// <summary>What a rule does.</summary>
internal enum PolicyVerb
{
    StartNow,
    Reject,
    Enqueue,
    Interrupt,
    Rollback,
    Steer,
    Preempt,
    Merge,
    Coalesce,
    Debounce,
    Ask,
}
