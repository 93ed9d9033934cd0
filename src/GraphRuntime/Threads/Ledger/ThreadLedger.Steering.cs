namespace GraphRuntime.Threads.Ledger;

/// <content>Inputs that are steered into a run.</content>
internal sealed partial class ThreadLedger
{
    /// <summary>The run takes inputs that were steered into it: their runs end, and owe their inputs.</summary>
    /// <returns>Whether there were any.</returns>
    public bool TakeSteered(StoredRun run, SteeredTake take)
    {
        if (run.Signal != RunSignal.None)
        {
            return false;
        }

        var waiting = _runs.SteeredInto(run.RunId).Where(static one => !one.Delayed);
        var held = take.IncludeHeld ? _runs.Held.Where(static one => one.SteersRunId is not null) : [];
        var taken = waiting.Concat(held).Where(one => one is { Status: RunStatus.Pending, Attempt: 0 } && Takes(take, one)).OrderBy(static one => one.Sequence).ToList();
        foreach (var one in taken)
        {
            End(one with { SteersRunId = run.RunId }, RunTransitions.Steered, byOwner: false);
        }

        return taken.Count > 0;
    }

    private static bool Takes(SteeredTake take, StoredRun one) => one.SteersPath is null ? !take.OnlyTaken : take.OfCalls.Contains(one.RunId);

    /// <summary>
    /// Where the thread waits for no answer after a run, the runs that are held enter the queue. Otherwise inputs for the run that it has not taken are held, so that they neither
    /// replace the question nor get lost: the run that brings the answer takes them.
    /// </summary>
    private void LetGoOrHold(StoredRun ended)
    {
        foreach (var held in _header.Rest.Pause is null ? _runs.Held : [])
        {
            _runs.Save(held with { Delayed = false, Held = false, NotBefore = held.CreatedAt });
        }

        foreach (var steered in _header.Rest.Pause is null ? [] : _runs.SteeredInto(ended.RunId))
        {
            if (steered is { Status: RunStatus.Pending, Delayed: false, Attempt: 0 })
            {
                _runs.Save(steered with { Delayed = true, Held = true, NotBefore = RunTransitions.After(_now, HeldRuns.Recheck) });
            }
        }
    }

    /// <summary>Removes the runs whose inputs are in the state of a run that is rolled back. Their callers are not looked up.</summary>
    private void EraseTaken(StoredRun run, RemovalRecording? recording)
    {
        foreach (var taken in run.SteeredInputs > 0 ? _runs.SteeredInto(run.RunId) : [])
        {
            if (taken.Reason == RunStatusReason.Steered)
            {
                Erase(taken, RunFactKind.RolledBack, _now, recording is null ? null : recording with { Caller = null });
            }
        }
    }
}
