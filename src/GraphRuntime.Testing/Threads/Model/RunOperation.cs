using GraphRuntime.Testing.Checkpointing.Model;

namespace GraphRuntime.Testing.Threads.Model;

/// <summary>
/// One step of a random sequence. Its details follow from its own seed and from what the model holds when it is carried out, so that a sequence stays meaningful when
/// steps before it are left out.
/// </summary>
internal readonly record struct RunOperation(RunOperationKind Kind, int Thread, ulong Seed)
{
    public const int Threads = 4;

    private static readonly (RunOperationKind Kind, int Weight)[] Weights =
    [
        (RunOperationKind.CreateThread, 3),
        (RunOperationKind.UpdateThread, 2),
        (RunOperationKind.CopyThread, 1),
        (RunOperationKind.DeleteThread, 1),
        (RunOperationKind.Admit, 34),
        (RunOperationKind.Displace, 6),
        (RunOperationKind.Claim, 18),
        (RunOperationKind.Renew, 4),
        (RunOperationKind.Settle, 12),
        (RunOperationKind.Release, 6),
        (RunOperationKind.Acknowledge, 4),
        (RunOperationKind.TakeEnded, 2),
        (RunOperationKind.ConfirmEnd, 2),
        (RunOperationKind.MarkApplied, 4),
        (RunOperationKind.TakeSteered, 6),
        (RunOperationKind.SetGuards, 4),
        (RunOperationKind.Reap, 5),
        (RunOperationKind.DeleteRun, 2),
        (RunOperationKind.Prune, 1),
        (RunOperationKind.PruneEvents, 2),
        (RunOperationKind.ListResting, 2),
        (RunOperationKind.DeleteResting, 2),
        (RunOperationKind.Append, 4),
        (RunOperationKind.ReadEvents, 2),
        (RunOperationKind.ReadThreadEvents, 2),
        (RunOperationKind.ListRuns, 2),
        (RunOperationKind.ListRemoved, 2),
        (RunOperationKind.SearchThreads, 2),
        (RunOperationKind.Checkpoint, 4),
        (RunOperationKind.Advance, 12),
        (RunOperationKind.SetBack, 1),
    ];

    private static readonly int TotalWeight = Weights.Sum(pair => pair.Weight);

    public static RunOperation Next(SeededRandom random)
    {
        var drawn = random.Below(TotalWeight);
        var kind = Weights.First(pair => (drawn -= pair.Weight) < 0).Kind;

        // The first thread gets most of the work, so that queues and histories become long.
        return new RunOperation(kind, random.Chance(50) ? 0 : random.Below(Threads), random.Next());
    }
}
