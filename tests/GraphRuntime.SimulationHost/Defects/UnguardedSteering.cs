using GraphRuntime.TestSupport;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Simulations;

/// <summary>A run store without one of the guards of steered inputs.</summary>
internal sealed class UnguardedSteering(IRunStore inner) : DelegatingRunStore(inner)
{
    private const long NumbersOfAnAttempt = 1000;

    /// <summary>The next attempt of a run does not recognise an input that an earlier one has applied.</summary>
    public bool NumbersByAttempt { get; init; }

    /// <summary>An input counts as applied once it was taken.</summary>
    public bool MarksWhatIsTaken { get; init; }

    public override async ValueTask<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken)
    {
        var taken = await Inner.TakeSteeredAsync(take, cancellationToken);
        if (MarksWhatIsTaken && taken is { Count: > 0 })
        {
            await Inner.MarkInputsAppliedAsync(take.Lease, [.. taken.Select(static run => run.RunId)], cancellationToken);
        }

        return NumbersByAttempt ? taken?.Select(run => run with { Sequence = run.Sequence + (take.Lease.Epoch * NumbersOfAnAttempt) }).ToList() : taken;
    }
}
