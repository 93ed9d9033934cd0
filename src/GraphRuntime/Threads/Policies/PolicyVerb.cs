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
    Merge,
    Coalesce,
    Debounce,
    Ask,
}
