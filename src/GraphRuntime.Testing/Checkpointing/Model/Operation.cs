namespace GraphRuntime.Testing.Checkpointing.Model;

/// <summary>
/// One step of a random sequence. Its details follow from its own seed and from what the model holds when it is carried out, so that a
/// sequence stays meaningful when steps before it are left out.
/// </summary>
internal readonly record struct Operation(OperationKind Kind, int Thread, int Namespace, ulong Seed)
{
    public const int Threads = 3;
    public const int Namespaces = 2;

    private static readonly (OperationKind Kind, int Weight)[] Weights =
    [
        (OperationKind.Put, 40),
        (OperationKind.PutStaleEpoch, 3),
        (OperationKind.PutStaleHead, 3),
        (OperationKind.PutUsedId, 3),
        (OperationKind.PutMisplacedAppend, 3),
        (OperationKind.RepeatPut, 5),
        (OperationKind.PutWrites, 12),
        (OperationKind.PutWritesStaleEpoch, 2),
        (OperationKind.Acquire, 4),
        (OperationKind.DeleteThread, 2),
        (OperationKind.DeleteRuns, 8),
        (OperationKind.CopyThread, 4),
        (OperationKind.Prune, 6),
        (OperationKind.List, 5),
    ];

    private static readonly int TotalWeight = Weights.Sum(pair => pair.Weight);

    public static Operation Next(SeededRandom random)
    {
        var drawn = random.Below(TotalWeight);
        var kind = Weights.First(pair => (drawn -= pair.Weight) < 0).Kind;

        // The first thread gets most of the work, so that histories become long.
        return new Operation(kind, random.Chance(60) ? 0 : random.Below(Threads), random.Chance(70) ? 0 : 1, random.Next());
    }
}
