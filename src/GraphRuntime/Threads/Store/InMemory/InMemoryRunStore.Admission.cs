namespace GraphRuntime.Threads;

/// <content>Runs come in, and are displaced.</content>
public sealed partial class InMemoryRunStore
{
    /// <inheritdoc/>
    public ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Answer(cancellationToken, () => Admit(request));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(
        string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return Answer<IReadOnlyList<RunChange>?>(cancellationToken, () =>
        {
            var ready = false;
            var changes = Read(threadId, thread =>
            {
                if (thread is null)
                {
                    return null;
                }

                var done = Displace(thread, choose(thread.Snapshot(Now, includeInputs: false)));
                ready = Noted(thread);
                return done;
            });
            if (changes is { Count: > 0 })
            {
                Publish(threadId, changed: true, ready);
            }

            return changes;
        });
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () =>
        {
            var ready = false;
            var found = Read(threadId, thread =>
            {
                if (thread?.Find(runId) is not { } run)
                {
                    return false;
                }

                thread.Erase(run, RunFactKind.Deleted, Now);
                ready = Noted(thread);
                return true;
            });
            Publish(threadId, found, ready);
            return found;
        });

    private AdmissionResult Admit(AdmissionRequest request)
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

            result = Admit(thread, request);
            if (result.Outcome == AdmissionOutcome.Admitted)
            {
                _threads[run.ThreadId] = thread;
                ready = Noted(thread);
            }
        }

        Publish(run.ThreadId, result.Decision is { Admitted: true, Displaced.Count: > 0 }, ready, events: result.Outcome == AdmissionOutcome.Admitted);
        return result;
    }

    private AdmissionResult Admit(InMemory.MemoryThread thread, AdmissionRequest request)
    {
        if ((thread.Find(request.Run.RunId) ?? thread.FindByKey(request.Run.IdempotencyKey)) is { } known)
        {
            return new AdmissionResult(AdmissionOutcome.Duplicate, known.Stored, null, null);
        }

        var now = Now;
        var snapshot = thread.Snapshot(now, request.IncludeInputs);
        var decision = request.Decide(snapshot);
        if (!decision.Admitted)
        {
            return new AdmissionResult(AdmissionOutcome.Refused, null, decision, snapshot);
        }

        Displace(thread, decision.Displaced);
        var run = thread.Add(request.Run, decision, now);
        if (request.Run.TellEnd)
        {
            _tell[(thread.ThreadId, request.Run.RunId)] = 0;
        }

        var number = thread.Events.LastNumber - decision.Facts.Count;
        var claimed = request.Claim is { } claim ? thread.TryClaim(claim, now, run) : null;
        return new AdmissionResult(AdmissionOutcome.Admitted, run.Stored, decision, snapshot) { Claimed = claimed, EventNumber = number };
    }

    private List<RunChange> Displace(InMemory.MemoryThread thread, IReadOnlyList<RunDisplacement> displacements)
    {
        var now = Now;
        var changes = new List<RunChange>(displacements.Count);
        foreach (var displacement in displacements)
        {
            if (thread.Find(displacement.RunId) is { Stored.Status: RunStatus.Pending or RunStatus.Running } run)
            {
                changes.Add(thread.Displace(run, displacement, now));
            }
        }

        return changes;
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
