using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads;

/// <content>How runs end.</content>
internal static partial class RunTransitions
{
    /// <summary>The record of a run that has ended.</summary>
    /// <param name="run">The run in flight.</param>
    /// <param name="settlement">How it ends; its bytes are copied.</param>
    /// <param name="now">The moment of the end.</param>
    /// <param name="byOwner">Whether its owner ends it: only then its epoch stays, by which a repeated settling is known.</param>
    /// <returns>The record.</returns>
    public static StoredRun Ended(StoredRun run, RunSettlement settlement, DateTimeOffset now, bool byOwner)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(settlement);
        return run with
        {
            Status = settlement.Status,
            Reason = settlement.Reason,
            Output = settlement.Output.ToArray(),
            Error = settlement.Error,
            InterruptIds = [.. settlement.InterruptIds],
            Interrupts = settlement.Interrupts.ToArray(),
            FinishedAt = StoredTime.Whole(now),
            Delayed = false,
            Held = false,
            Owner = null,
            LeaseUntil = null,
            Epoch = byOwner ? run.Epoch : 0,
            Signal = RunSignal.None,
            SignalDeadline = null,
            Guards = RunGuards.None,
            InputOwed = settlement.Reason is RunStatusReason.Displaced or RunStatusReason.Steered,
        };
    }

    /// <summary>How a run ends that was asked to stop.</summary>
    /// <param name="signal">What it was asked to do.</param>
    /// <returns>The settlement.</returns>
    public static RunSettlement Stopped(RunSignal signal) => new()
    {
        Status = RunStatus.Interrupted,
        Reason = signal == RunSignal.Displace ? RunStatusReason.Displaced : RunStatusReason.Cancelled,
    };

    /// <summary>How a pending run ends that is displaced.</summary>
    /// <param name="kind"><see cref="DisplacementKind.Interrupt"/> or <see cref="DisplacementKind.Cancel"/>.</param>
    /// <returns>The settlement.</returns>
    public static RunSettlement Stopped(DisplacementKind kind) => Stopped(SignalOf(kind));

    /// <summary>How a run ends whose input another run takes.</summary>
    public static RunSettlement Steered { get; } = new() { Status = RunStatus.Success, Reason = RunStatusReason.Steered };

    /// <summary>
    /// Whether an owed input is applied before a run that is claimed: that of a displaced run which stood before it, and that which another run has taken but, as it ended,
    /// may not have applied.
    /// </summary>
    /// <param name="owed">The run whose input is owed.</param>
    /// <param name="claimed">The run that is claimed.</param>
    /// <param name="find">Finds a run of the thread.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsOwedBefore(StoredRun owed, StoredRun claimed, Func<string, StoredRun?> find)
    {
        ArgumentNullException.ThrowIfNull(owed);
        ArgumentNullException.ThrowIfNull(claimed);
        ArgumentNullException.ThrowIfNull(find);
        return owed.InputOwed && (owed.Reason == RunStatusReason.Steered
            ? find(owed.SteersRunId ?? "") is not { Status: RunStatus.Pending or RunStatus.Running }
            : InQueue.Compare(owed, claimed) < 0);
    }

    /// <summary>How a run ends whose attempts are used up.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The settlement.</returns>
    public static RunSettlement Poisoned(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunSettlement
        {
            Status = RunStatus.Error,
            Reason = RunStatusReason.Poisoned,
            Error = $"The run lost its owner {run.Attempt} times and is not tried again.",
            Rest = ThreadRest.Error,
        };
    }
}
