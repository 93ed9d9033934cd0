using GraphRuntime.Threads;

namespace GraphRuntime;

/// <content>Runs are cancelled, rolled back and deleted.</content>
public sealed partial class ThreadRunCoordinator
{
    /// <summary>Cancels one run. A run that has ended already stays as it is.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    /// <param name="options">What happens to it, and whether to wait; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the cancellation is durable, or, if asked for, when the run has ended.</returns>
    /// <exception cref="RunNotFoundException">The thread has no such run.</exception>
    /// <exception cref="RunGuardedException">It was to be rolled back, and is behind its commit point or in a region that must not be interrupted.</exception>
    public async ValueTask CancelRunAsync(string threadId, string runId, CancelOptions? options = null, CancellationToken cancellationToken = default)
    {
        Identifiers.Check(runId);
        var cancelled = await CancelAsync(threadId, run => run.RunId == runId, options, cancellationToken).ConfigureAwait(false);
        if (cancelled is not { Count: > 0 })
        {
            await FindAsync(threadId, runId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Cancels the runs of a thread that are in flight.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="scope">Which of them.</param>
    /// <param name="options">What happens to them, and whether to wait; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The ids of the runs that were cancelled.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    public async ValueTask<IReadOnlyList<string>> CancelRunsAsync(
        string threadId, RunScope scope = RunScope.All, CancelOptions? options = null, CancellationToken cancellationToken = default)
    {
        RunOptionsCheck.Defined(scope, nameof(scope));
        var cancelled = await CancelAsync(threadId, run => IsIn(scope, run), options, cancellationToken).ConfigureAwait(false);
        return [.. (cancelled ?? throw new ThreadNotFoundException(threadId)).Select(change => change.RunId)];
    }

    /// <summary>Removes the record and the events of a run; what it wrote to the state stays. A run in flight is stopped.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the record is gone.</returns>
    /// <exception cref="RunNotFoundException">The thread has no such run.</exception>
    public async ValueTask DeleteRunAsync(string threadId, string runId, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        Identifiers.Check(runId);
        if (!await Store.DeleteRunAsync(threadId, runId, await RecordingAsync(threadId, runId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false))
        {
            throw new RunNotFoundException(threadId, runId);
        }
    }

    private static bool IsIn(RunScope scope, RunInFlight run) => scope switch
    {
        RunScope.Pending => run.Status == RunStatus.Pending,
        RunScope.Running => run.Status == RunStatus.Running,
        _ => true,
    };

    private async ValueTask<IReadOnlyList<RunChange>?> CancelAsync(
        string threadId, Func<RunInFlight, bool> which, CancelOptions? options, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        options ??= CancelOptions.Default;
        RunOptionsCheck.Defined(options.Action, nameof(options));
        var kind = options.Action == CancelAction.Rollback ? DisplacementKind.Rollback : DisplacementKind.Cancel;
        RunInFlight? committed = null;
        IReadOnlyList<RunDisplacement> Choose(ThreadSnapshot snapshot)
        {
            var chosen = snapshot.Runs.Where(which).ToArray();
            committed = kind == DisplacementKind.Rollback ? Array.Find(chosen, static run => run.Guards != RunGuards.None) : null;
            return committed is not null ? [] : _removals.Record([.. chosen.Select(run => new RunDisplacement(run.RunId, kind, GraceOf(run)))], removedBy: null, snapshot);
        }

        var changes = kind == DisplacementKind.Rollback && await CompensatedAsync(threadId, which, cancellationToken).ConfigureAwait(false) is { } graphName
            ? await RollBackAndUndoAsync(threadId, graphName, Choose, cancellationToken).ConfigureAwait(false)
            : await Store.DisplaceAsync(threadId, Choose, cancellationToken).ConfigureAwait(false);
        if (committed is not null)
        {
            throw Guarded(threadId, committed);
        }

        if (options.Wait && changes is not null)
        {
            await EndedAsync(threadId, changes, cancellationToken).ConfigureAwait(false);
        }

        return changes;
    }

    /// <summary>The graph of a run whose effects may have to be undone if it is rolled back, or <see langword="null"/>.</summary>
    private async ValueTask<string?> CompensatedAsync(string threadId, Func<RunInFlight, bool> which, CancellationToken cancellationToken)
    {
        var thread = await Store.ReadThreadAsync(threadId, cancellationToken).ConfigureAwait(false);
        return thread?.Runs.Where(which).FirstOrDefault(run => run.StartedAt is not null && _services.Graphs(run.GraphName)?.HasCompensations == true)?.GraphName;
    }

    /// <summary>Rolls runs back and, in the same transaction, leaves a run that undoes their effects.</summary>
    private async ValueTask<IReadOnlyList<RunChange>?> RollBackAndUndoAsync(
        string threadId, string graphName, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken)
    {
        var cleanup = new NewRun
        {
            RunId = _services.NewId(),
            ThreadId = threadId,
            GraphName = graphName,
            Input = StoredInput.With(default, StoredInput.Cleanup, static json => json.WriteBooleanValue(true)),
            MaxAttempts = _services.Options.MaxAttempts,
        };
        var result = await Store.AdmitAsync(
            new AdmissionRequest(cleanup, snapshot => choose(snapshot) is { Count: > 0 } displaced
                ? MultitaskRules.Admit(MultitaskStrategy.Enqueue) with { Displaced = displaced }
                : MultitaskRules.Refuse(AdmissionRefusal.Undecided, MultitaskStrategy.Enqueue)),
            cancellationToken).ConfigureAwait(false);
        return result.Outcome == AdmissionOutcome.ThreadMissing
            ? null
            : [.. result.Decision is { Admitted: true } decision ? decision.Displaced.Select(one => new RunChange(one.RunId, one.Kind, WasRunning(result, one))) : []];
    }

    private static bool WasRunning(AdmissionResult result, RunDisplacement one) => result.Snapshot!.Runs.First(run => run.RunId == one.RunId).Status == RunStatus.Running;

    /// <summary>A guarded run may take longer: it stops when it leaves its region.</summary>
    private TimeSpan GraceOf(RunInFlight run) =>
        (run.Guards & RunGuards.NoInterrupt) == RunGuards.None ? _services.Options.CancellationGrace : _services.Options.MaxGuardWait;

    private async ValueTask EndedAsync(string threadId, IReadOnlyList<RunChange> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes.Where(change => change.WasRunning && change.Kind != DisplacementKind.Rollback))
        {
            try
            {
                await JoinAsync(threadId, change.RunId, cancellationToken).ConfigureAwait(false);
            }
            catch (RunNotFoundException)
            {
                // Somebody rolled it back meanwhile: it has ended.
            }
        }
    }
}
