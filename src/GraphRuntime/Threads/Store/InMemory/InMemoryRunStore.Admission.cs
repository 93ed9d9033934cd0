namespace GraphRuntime.Threads;

/// <content>Runs come in, and are displaced.</content>
public sealed partial class InMemoryRunStore
{
    private const int MostTries = 200;

    /// <inheritdoc/>
    public ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.RunsUserCode ? DecideAndAdmitAsync(request, cancellationToken) : Answer(cancellationToken, () => Admit(request, request.Decide, null)!);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(
        string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return Answer(cancellationToken, () =>
        {
            var ready = false;
            var changes = Read(threadId, thread =>
            {
                if (thread is null)
                {
                    return null;
                }

                var ledger = thread.Ledger(Now);
                var done = ledger.Displace(choose(thread.Snapshot(Now, includeInputs: false)));
                ready = Apply(thread, ledger);
                return done;
            });
            Publish(threadId, changes is { Count: > 0 }, ready);
            return changes;
        });
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, RemovalRecording? recording, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () =>
        {
            var ready = false;
            var found = Read(threadId, thread =>
            {
                if (thread?.Find(runId) is not { } run)
                {
                    return false;
                }

                var ledger = thread.Ledger(Now);
                ledger.Delete(run, recording);
                ready = Apply(thread, ledger);
                return true;
            });
            Publish(threadId, found, ready);
            return found;
        });

    /// <summary>Lets code of the application decide, on this path and outside every lock, until the thread did not change meanwhile.</summary>
    private async ValueTask<AdmissionResult> DecideAndAdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        using var turn = await _deciding.EnterAsync(request.Run.ThreadId, cancellationToken).ConfigureAwait(false);
        for (var tries = 0; tries < MostTries; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var version = (0L, 0L);
            ThreadSnapshot? seen = null;
            var look = Admit(request, null, thread =>
            {
                (version, seen) = ((thread.Version, thread.Header.Epoch), thread.Snapshot(Now, request.IncludeInputs));
                return false;
            });
            if (look is not null)
            {
                return look;
            }

            var decision = request.Decide(seen!);
            if (!decision.Admitted)
            {
                return new AdmissionResult(AdmissionOutcome.Refused, null, decision, seen);
            }

            if (Admit(request, _ => decision, thread => (thread.Version, thread.Header.Epoch) == version) is { } result)
            {
                return result with { Snapshot = result.Snapshot is null ? null : seen };
            }
        }

        throw new StorageException(
            StorageProblem.Busy, $"Thread '{request.Run.ThreadId}' was changed by others {MostTries} times while its policy decided. Try again later.");
    }

    /// <summary>Admits a run with a decision; null, and nothing is done, if the thread is not accepted.</summary>
    private AdmissionResult? Admit(AdmissionRequest request, Func<ThreadSnapshot, AdmissionDecision>? decide, Func<InMemory.MemoryThread, bool>? accepts)
    {
        var run = request.Run;
        var ready = false;
        var entry = _threads.ContainsKey(run.ThreadId) || run.CreateThread ? _checkpointer.Thread(run.ThreadId) : null;
        if (entry is null)
        {
            return new AdmissionResult(AdmissionOutcome.ThreadMissing, null, null, null);
        }

        AdmissionResult result;
        lock (entry.Gate)
        {
            if (!_threads.TryGetValue(run.ThreadId, out var thread))
            {
                if (!run.CreateThread)
                {
                    return new AdmissionResult(AdmissionOutcome.ThreadMissing, null, null, null);
                }

                thread = new InMemory.MemoryThread(entry, Now);
            }

            if (thread.Repeated(run) is { } known)
            {
                return new AdmissionResult(AdmissionOutcome.Duplicate, known.Stored, null, null);
            }

            if (accepts?.Invoke(thread) == false)
            {
                return null;
            }

            (result, ready) = Admit(thread, request, decide!);
        }

        Publish(run.ThreadId, result.Decision is { Admitted: true } decided && (decided.Displaced.Count > 0 || decided.SteersRunId is not null), ready, events: result.Outcome == AdmissionOutcome.Admitted);
        return result;
    }

    private (AdmissionResult Result, bool IsReady) Admit(InMemory.MemoryThread thread, AdmissionRequest request, Func<ThreadSnapshot, AdmissionDecision> decide)
    {
        var now = Now;
        var snapshot = thread.Snapshot(now, request.IncludeInputs);
        var decision = decide(snapshot);
        if (!decision.Admitted)
        {
            return (new AdmissionResult(AdmissionOutcome.Refused, null, decision, snapshot), false);
        }

        var ledger = thread.Ledger(now);
        var run = ledger.Admit(request.Run, decision);
        var claimed = request.Claim is { } claim ? ledger.ClaimAdded(claim) : null;
        var ready = Apply(thread, ledger);
        _threads[thread.ThreadId] = thread;
        if (request.Run.TellEnd)
        {
            thread.Run(run.RunId)!.TellAt = now;
            _tell[(thread.ThreadId, run.RunId)] = 0;
        }

        return (new AdmissionResult(AdmissionOutcome.Admitted, claimed ?? run, decision, snapshot)
        {
            Claimed = claimed is null ? null : Claimed(thread, claimed),
            EventNumber = ledger.AdmittedEvent,
        }, ready);
    }

    private void Publish(string threadId, bool changed, bool ready, bool events = false)
    {
        if (events)
        {
            _listeners.Publish(RunStoreHintKind.Events, threadId);
        }

        if (changed)
        {
            _listeners.Publish(RunStoreHintKind.Changed, threadId);
        }

        if (ready)
        {
            _listeners.Publish(RunStoreHintKind.Ready, threadId);
        }
    }
}
