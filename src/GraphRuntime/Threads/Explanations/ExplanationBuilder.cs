namespace GraphRuntime.Threads;

/// <summary>Makes an explanation of a run of the facts of its thread, in their order.</summary>
internal sealed class ExplanationBuilder(string threadId, string runId)
{
    private DateTimeOffset? _admittedAt;
    private DateTimeOffset? _startedAt;
    private DateTimeOffset? _stoppedAt;
    private int _attempts;
    private RunDecision? _decision;
    private RunEnd? _end;
    private (string RunId, RunDecision Decision)? _displacer;
    private readonly List<RunPreemption> _preemptions = [];

    /// <summary>Whether anything is stored about the run.</summary>
    public bool HasFacts => _admittedAt is not null || _attempts > 0 || _end is not null;

    /// <summary>Adds a fact about the run; a decision comes with it as it was read.</summary>
    public void AddOwn(RunFact fact, DateTimeOffset at, RunDecision? decision)
    {
        switch (fact.Kind)
        {
            case RunFactKind.Admitted:
                _admittedAt = at;
                break;
            case RunFactKind.Decided:
                _decision = decision;
                break;
            case RunFactKind.Started:
                _startedAt ??= at;
                GoOn(at);
                _attempts = Math.Max(_attempts, fact.Attempt);
                break;
            case RunFactKind.Displaced when fact.Reason == RunStatusReason.Preempted:
                _preemptions.Add(new RunPreemption { At = at });
                break;
            case RunFactKind.Displaced:
                _stoppedAt = at;
                break;
            case RunFactKind.Ended:
                _end = new RunEnd { Kind = KindOf(fact.Reason), At = at, Status = fact.Status, Reason = fact.Reason };
                break;
            case RunFactKind.RolledBack or RunFactKind.Deleted:
                var kind = fact.Kind == RunFactKind.RolledBack ? RunEndKind.RolledBack : RunEndKind.Deleted;
                _end = new RunEnd { Kind = kind, At = at, Status = _end?.Status, Reason = _end?.Reason ?? RunStatusReason.None };
                break;
            default:
                break;
        }
    }

    /// <summary>Adds what the admission of another run meant for this one.</summary>
    public void AddOther(StoredThreadEvent stored, RunDecision decision, DecidedRun own)
    {
        if (own.WasDisplaced)
        {
            _displacer = (stored.RunId, decision);
        }
        else if (own.Outcome == DecidedOutcome.Preempted && _preemptions is [.., { By: null, WentOnAt: null } last])
        {
            _preemptions[^1] = last with { By = stored.RunId };
        }
        else if (own.Outcome == DecidedOutcome.Preempted)
        {
            _preemptions.Add(new RunPreemption { By = stored.RunId, At = stored.At });
        }
    }

    /// <param name="run">The run, where it is still there.</param>
    /// <param name="removed">What was recorded when it was removed.</param>
    public RunExplanation Build(RunInfo? run, RemovedRun? removed) => new()
    {
        ThreadId = threadId,
        RunId = runId,
        Run = run,
        Removed = removed,
        Decision = _decision,
        AdmittedAt = _admittedAt ?? run?.CreatedAt ?? removed?.CreatedAt,
        StartedAt = _startedAt ?? run?.StartedAt ?? removed?.StartedAt,
        Preemptions = [.. _preemptions],
        Attempts = Math.Max(_attempts, run?.Attempt ?? 0),
        End = (_end ?? EndOf(run) ?? EndOf(removed)) is not { } end ? null : end with { AskedToStopAt = _stoppedAt, DisplacedBy = _displacer?.RunId ?? removed?.RemovedBy, Decision = _displacer?.Decision },
    };

    private void GoOn(DateTimeOffset at)
    {
        for (var i = 0; i < _preemptions.Count; i++)
        {
            _preemptions[i] = _preemptions[i] with { WentOnAt = _preemptions[i].WentOnAt ?? at };
        }
    }

    /// <summary>The end of a run whose facts an earlier version did not store.</summary>
    private static RunEnd? EndOf(RunInfo? run) => run?.FinishedAt is { } at ? new RunEnd { Kind = KindOf(run.Reason), At = at, Status = run.Status, Reason = run.Reason } : null;

    /// <summary>The end of a run whose facts were pruned before its record.</summary>
    private static RunEnd? EndOf(RemovedRun? removed) => removed is null ? null : new RunEnd { Kind = removed.Kind, At = removed.RemovedAt };

    private static RunEndKind KindOf(RunStatusReason reason) => reason switch
    {
        RunStatusReason.Displaced => RunEndKind.Displaced,
        RunStatusReason.Cancelled => RunEndKind.Cancelled,
        _ => RunEndKind.Ended,
    };
}
