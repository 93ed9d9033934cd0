namespace GraphRuntime.Policies.Tests;

/// <summary>What happens next on a thread.</summary>
public enum Move
{
    Enqueue,
    Interrupt,
    Rollback,
    Coalesce,
    Crash,
    Replay,
}
