namespace GraphRuntime.Testing.Threads.Model;

/// <summary>What one step of a random sequence on a run store does.</summary>
internal enum RunOperationKind
{
    CreateThread,
    UpdateThread,
    CopyThread,
    DeleteThread,
    Admit,
    Displace,
    Claim,
    Renew,
    Settle,
    Release,
    Acknowledge,
    TakeEnded,
    ConfirmEnd,
    MarkApplied,
    TakeSteered,
    SetGuards,
    Reap,
    DeleteRun,
    Prune,
    Append,
    ReadEvents,
    ReadThreadEvents,
    ListRuns,
    ListRemoved,
    SearchThreads,
    Checkpoint,
    Advance,
    SetBack,
}
