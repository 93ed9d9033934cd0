namespace GraphRuntime.Threads.Ledger;

/// <content>Runs that others displace.</content>
internal sealed partial class ThreadLedger
{
    /// <summary>Ends or signals runs from outside. Runs that are not in flight are left out.</summary>
    public IReadOnlyList<RunChange> Displace(IReadOnlyList<RunDisplacement> displacements)
    {
        var changes = new List<RunChange>(displacements.Count);
        foreach (var displacement in displacements)
        {
            if (_runs.Find(displacement.RunId) is { Status: RunStatus.Pending or RunStatus.Running } run)
            {
                changes.Add(new RunChange(run.RunId, displacement.Kind, run.Status == RunStatus.Running));
                Displace(run, displacement);
                Touch();
            }
        }

        return changes;
    }

    private void Displace(StoredRun run, RunDisplacement displacement)
    {
        switch (displacement.Kind)
        {
            case DisplacementKind.EndDelay:
                _runs.Save(run.Delayed ? run with { NotBefore = run.CreatedAt, Held = false } : run);
                break;
            case DisplacementKind.Rollback:
                EraseTaken(run, displacement.Recording);
                Erase(run, RunFactKind.RolledBack, RunTransitions.After(_now, displacement.Grace), displacement.Recording);
                _rolledBack.Add(run.RunId);
                break;
            case DisplacementKind.Preempt when run.Status == RunStatus.Pending:
                _runs.Save(run with { Guards = run.Guards | RunGuards.NoRollback });
                break;
            case DisplacementKind.Interrupt or DisplacementKind.Cancel or DisplacementKind.Preempt when run.Status == RunStatus.Running:
                Tell(run, RunTransitions.IsSignalledBy(run, displacement.Kind) ? [RunFact.OfSignal(displacement.Kind)] : []);
                _runs.Save(RunTransitions.Signalled(run, displacement, _now));
                break;
            default:
                End(run, RunTransitions.Stopped(displacement.Kind), byOwner: false);
                break;
        }
    }

    /// <summary>A running run goes back to the queue for a more urgent one.</summary>
    private void Preempt(StoredRun run)
    {
        RaiseEpoch();
        _runs.Save(RunTransitions.Preempted(run));
        Tell(run, [new RunFact(RunFactKind.Released) { Reason = RunStatusReason.Preempted }]);
        Touch();
    }
}
