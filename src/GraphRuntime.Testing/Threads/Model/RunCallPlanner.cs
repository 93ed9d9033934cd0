using System.Globalization;
using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Checkpointing.Model;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Model;

/// <summary>Makes calls of steps. What is drawn depends on the model only, so that store and model get the same call.</summary>
internal sealed partial class RunCallPlanner(RunStoreSubject subject, RunStoreModel model, CheckpointerModel checkpoints, string prefix, CancellationToken token)
{
    private static readonly TimeSpan[] Times = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)];
    private static readonly string[] Graphs = ["graph", "other"];

    /// <summary>Leases that were given in this sequence; most do not hold any more.</summary>
    private readonly List<RunLease> _leases = [];

    private SeededRandom _random = new(0);
    private int _admitted;

    private IRunStore Store => subject.Store;

    public string ThreadId(int thread) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{thread}");

    public RunCall Plan(RunOperation operation)
    {
        _random = new SeededRandom(operation.Seed);
        var threadId = ThreadId(operation.Thread);
        return operation.Kind switch
        {
            RunOperationKind.CreateThread => Create(threadId),
            RunOperationKind.UpdateThread => Update(threadId),
            RunOperationKind.CopyThread => Copy(threadId, ThreadId(_random.Below(RunOperation.Threads))),
            RunOperationKind.DeleteThread => DeleteThread(threadId),
            RunOperationKind.Admit => Admit(threadId),
            RunOperationKind.Displace => Displace(threadId),
            RunOperationKind.Claim => Claim(),
            RunOperationKind.Renew => Renew(),
            RunOperationKind.Settle => Settle(Lease(threadId)),
            RunOperationKind.Release => Release(Lease(threadId)),
            RunOperationKind.Acknowledge => Acknowledge(threadId),
            RunOperationKind.TakeEnded => TakeEnded(),
            RunOperationKind.ConfirmEnd => ConfirmEnd(threadId, RunId(threadId)),
            RunOperationKind.MarkApplied => MarkApplied(threadId),
            RunOperationKind.SetGuards => SetGuards(Lease(threadId)),
            RunOperationKind.Reap => Reap(),
            RunOperationKind.DeleteRun => DeleteRun(threadId, RunId(threadId)),
            RunOperationKind.Prune => Prune(),
            RunOperationKind.Append => Append(threadId),
            RunOperationKind.ReadEvents => ReadEvents(threadId, RunId(threadId)),
            RunOperationKind.ListRuns => ListRuns(threadId),
            RunOperationKind.SearchThreads => SearchThreads(),
            RunOperationKind.Checkpoint => Checkpoint(threadId),
            RunOperationKind.Advance => Move(Draw(Times) + TimeSpan.FromMilliseconds(_random.Below(3)), "advance"),
            _ => Move(-Draw(Times), "set the clock back"),
        };
    }

    private static RunCall Both<T>(string what, Func<ValueTask<T>> onStore, Func<Task<T>> onModel, Func<T, string> text) =>
        new(what, async () => text(await onStore().ConfigureAwait(false)), async () => text(await onModel().ConfigureAwait(false)));

    private static RunCall Both<T>(string what, Func<ValueTask<T>> onStore, Func<T> onModel, Func<T, string> text) => Both(what, onStore, () => Task.FromResult(onModel()), text);

    private static RunCall Both(string what, Func<ValueTask<bool>> onStore, Func<Task<bool>> onModel) => Both(what, onStore, onModel, static done => done.ToString());

    private static RunCall Both(string what, Func<ValueTask<bool>> onStore, Func<bool> onModel) => Both(what, onStore, onModel, static done => done.ToString());

    private RunCall Create(string threadId)
    {
        var thread = new NewThread { ThreadId = threadId, Metadata = Metadata(), ExistingIsFine = _random.Chance(70) };
        return Both($"create {thread.ThreadId} (existing is fine: {thread.ExistingIsFine})", () => Store.CreateThreadAsync(thread, token), () => model.Create(thread), RunText.Of);
    }

    private RunCall Update(string threadId)
    {
        ReadOnlyMemory<byte> metadata = Metadata();
        return Both($"update {threadId}", () => Store.UpdateThreadAsync(threadId, _ => metadata, token), () => model.Update(threadId, _ => metadata), RunText.Of);
    }

    private RunCall Copy(string sourceId, string targetId) => Both(
        $"copy {sourceId} to {targetId}", () => Store.CopyThreadAsync(sourceId, targetId, token), () => model.CopyAsync(sourceId, targetId, token), RunText.Of);

    private RunCall DeleteThread(string threadId) =>
        Both($"delete {threadId}", () => Store.DeleteThreadAsync(threadId, token), () => model.DeleteAsync(threadId, token));

    private RunCall Claim()
    {
        var claim = new RunClaim(Draw(["owner", "another"]), Draw(Times[2..]), 1 + _random.Below(3)) { Graphs = _random.Chance(20) ? [Draw(Graphs)] : null };
        return Both(
            $"{claim.Owner} claims {claim.Limit}{(claim.Graphs is { } graphs ? $" of {string.Join(',', graphs)}" : "")}",
            () => Store.ClaimAsync(claim, token), () => model.ClaimAsync(claim, token), Remember);
    }

    private string Remember(RunClaimResult result)
    {
        _leases.AddRange(result.Runs.Select(run => run.Lease).Except(_leases));
        return RunText.Of(result);
    }

    private RunCall Renew()
    {
        RunLease[] leases = [.. _leases.Where(_ => _random.Chance(40)).TakeLast(5)];
        var duration = Draw(Times[1..]);
        return Both<IReadOnlyList<LeaseState>>(
            $"renew {leases.Length} leases for {duration}", () => Store.RenewAsync(leases, duration, token), () => model.Renew(leases, duration),
            held => string.Join("; ", held.Select(one => one.ToString()).Order(StringComparer.Ordinal)));
    }

    private RunCall Settle(RunLease lease)
    {
        var settlement = new RunSettlement
        {
            Status = Draw([RunStatus.Success, RunStatus.Error, RunStatus.Interrupted, RunStatus.Timeout]),
            Reason = Draw([RunStatusReason.None, RunStatusReason.Displaced, RunStatusReason.Cancelled]),
            Output = _random.Chance(50) ? Bytes("output") : default,
            Error = _random.Chance(30) ? "error" : null,
            InterruptIds = _random.Chance(30) ? ["q1", "q2"] : [],
            Interrupts = _random.Chance(30) ? Bytes("questions") : default,
            Rest = Draw<ThreadRest?>([null, ThreadRest.Idle, ThreadRest.Error, new ThreadRest(ThreadStatus.Interrupted, new ThreadPause(RunStatusReason.Displaced, ["q1"]))]),
        };
        return Both($"settle {lease} as {settlement.Status} {settlement.Reason} rest {settlement.Rest?.Status}", () => Store.SettleAsync(lease, settlement, token), () => model.SettleAsync(lease, settlement, token));
    }

    private RunCall Release(RunLease lease)
    {
        var delay = Draw(Times);
        var delayed = delay > TimeSpan.Zero && _random.Chance(40);
        var release = new RunRelease(Draw([RunStatusReason.HostStopping, RunStatusReason.LeaseLost]), _random.Chance(50), delay) { Delayed = delayed, Held = delayed && _random.Chance(50) };
        return Both($"release {lease} ({release})", () => Store.ReleaseAsync(lease, release, token), () => model.ReleaseAsync(lease, release, token));
    }

    private RunCall Acknowledge(string threadId)
    {
        var lease = _leases.FindLast(one => one.ThreadId == threadId) is { RunId: not null } last && _random.Chance(70) ? last : Lease(threadId);
        return Both($"acknowledge {lease}", () => Store.AcknowledgeStopAsync(lease, token), () => model.AcknowledgeAsync(lease, token));
    }

    private RunCall TakeEnded()
    {
        var patience = Draw(Times[1..]);
        return Both("take ended runs", () => Store.TakeEndedAsync(patience, 1000, token), () => model.TakeEnded(patience, 1000), RunText.Of);
    }

    private RunCall ConfirmEnd(string threadId, string runId) =>
        Both($"confirm the end of {threadId}/{runId}", () => Store.ConfirmEndAsync(threadId, runId, token), () => model.ConfirmEnd(threadId, runId));

    private RunCall MarkApplied(string threadId)
    {
        var lease = Lease(threadId);
        string[] runs = [.. model.Threads.GetValueOrDefault(threadId)?.Stored.Where(run => run.InputOwed && _random.Chance(70)).Select(run => run.RunId) ?? [], "unknown"];
        return Both($"mark {string.Join(',', runs)} applied by {lease}", () => Store.MarkInputsAppliedAsync(lease, runs, token), () => model.MarkApplied(lease, runs));
    }

    private RunCall SetGuards(RunLease lease)
    {
        var guards = (RunGuards)_random.Below(4);
        return Both($"{lease} guards {guards}", () => Store.SetGuardsAsync(lease, guards, token), () => model.SetGuards(lease, guards));
    }

    private RunCall Reap()
    {
        var request = new ReapRequest(_random.Chance(80) ? 100 : 1, Draw(Times[1..]), TimeSpan.FromSeconds(15));
        return Both($"reap {request.Limit}", () => Store.ReapAsync(request, token), () => model.ReapAsync(request, token), RunText.Of);
    }

    private RunCall DeleteRun(string threadId, string runId) =>
        Both($"delete {threadId}/{runId}", () => Store.DeleteRunAsync(threadId, runId, token), () => model.DeleteRunAsync(threadId, runId, token));

    private RunCall Prune()
    {
        var age = Draw(Times);
        return Both($"prune runs older than {age}", () => Store.PruneRunsAsync(age, 1000, token), () =>
        {
            var old = model.Prunable(age);
            old.ToList().ForEach(model.Prune);
            return old.Count;
        }, static count => count.ToString(CultureInfo.InvariantCulture));
    }

    private RunCall Append(string threadId)
    {
        var lease = Lease(threadId);
        var last = model.Threads.GetValueOrDefault(threadId)?.Find(lease.RunId)?.LastEvent ?? 0;
        var first = Math.Max(1, last + 1 - _random.Below(2) + (_random.Chance(10) ? 1 : 0));
        RunEvent[] events = [.. Enumerable.Range(0, 1 + _random.Below(3)).Select(i => new RunEvent(first + i, "updates", i == 0 ? "" : "child", Bytes($"event {first + i}")))];
        return Both($"{lease} appends {events.Length} events from {first}", () => Store.AppendEventsAsync(lease, events, token), () => model.Append(lease, events));
    }

    private RunCall ReadEvents(string threadId, string runId)
    {
        var (after, limit) = (_random.Below(4), _random.Below(4));
        return Both($"read {limit} events of {threadId}/{runId} after {after}", () => Store.ReadEventsAsync(threadId, runId, after, limit, token), () => model.ReadEvents(threadId, runId, after, limit), RunText.Of);
    }

    private RunCall ListRuns(string threadId)
    {
        var query = new RunQuery
        {
            ThreadId = _random.Chance(60) ? threadId : null,
            Status = _random.Chance(40) ? Draw(Enum.GetValues<RunStatus>()) : null,
            Metadata = Filter(),
            NewestFirst = _random.Chance(50),
            Offset = _random.Below(3),
            Limit = 1 + _random.Below(10),
        };
        return Both($"list runs ({query.ThreadId}, {query.Status}, newest first: {query.NewestFirst}, {query.Offset}+{query.Limit})", () => Store.ListRunsAsync(query, token), () => model.List(query),
            static runs => string.Join("; ", runs.Select(run => RunText.Of(run, contents: false))));
    }

    private RunCall SearchThreads()
    {
        var query = new ThreadQuery
        {
            Status = _random.Chance(40) ? Draw(Enum.GetValues<ThreadStatus>()) : null,
            Metadata = Filter(),
            NewestFirst = _random.Chance(50),
            Offset = _random.Below(2),
            Limit = 1 + _random.Below(5),
        };
        return Both($"search threads ({query.Status}, newest first: {query.NewestFirst}, {query.Offset}+{query.Limit})", () => Store.SearchThreadsAsync(query, token), () => model.Search(query),
            static threads => string.Join("; ", threads.Select(RunText.Of)));
    }

    private RunCall Checkpoint(string threadId)
    {
        var lease = Lease(threadId);
        var line = checkpoints.Line(new CheckpointAddress(threadId, ""));
        var draft = new Draft(line.LastId + 1, line.Read(line.Head)) { RunId = lease.RunId }.Set("value", "text");
        var commit = new CheckpointCommit
        {
            Address = new CheckpointAddress(threadId, ""), Epoch = lease.Epoch, ExpectedHead = line.Head, Checkpoints = [draft.ToNew()],
        };
        return new RunCall($"{lease} writes a checkpoint", () => PutAsync(subject.Checkpointer, commit), () => PutAsync(checkpoints, commit));
    }

    private async Task<string> PutAsync(ICheckpointer checkpointer, CheckpointCommit commit)
    {
        await checkpointer.PutAsync(commit, token).ConfigureAwait(false);
        return "written";
    }

    private RunCall Move(TimeSpan time, string how)
    {
        return new RunCall(
            $"{how} by {time.Duration()}",
            () =>
            {
                if (time < TimeSpan.Zero)
                {
                    subject.Time.SetClock(time);
                }
                else
                {
                    subject.Time.Advance(time);
                }

                return Task.FromResult("");
            },
            static () => Task.FromResult(""));
    }

    private T Draw<T>(IReadOnlyList<T> choices) => _random.Pick(choices);

    /// <summary>The lease of the running run, or, now and then, one that does not hold.</summary>
    private RunLease Lease(string threadId)
    {
        if (_leases.Count > 0 && _random.Chance(15))
        {
            return _random.Pick(_leases);
        }

        var running = model.Threads.Values.FirstOrDefault(thread => thread.Header.ThreadId == threadId && thread.Running is not null)?.Running
            ?? model.Threads.Values.FirstOrDefault(thread => thread.Running is not null)?.Running;
        return running is null ? new RunLease(threadId, RunId(threadId), 1) : new RunLease(running.ThreadId, running.RunId, running.Epoch);
    }

    private string RunId(string threadId)
    {
        string[] known = [.. model.Threads.GetValueOrDefault(threadId)?.Runs.Keys ?? Enumerable.Empty<string>()];
        return known.Length == 0 || _random.Chance(5) ? "unknown" : _random.Pick(known);
    }

    private byte[] Metadata() => _random.Below(4) switch
    {
        0 => [],
        1 => Bytes("""{"a":1}"""),
        2 => Bytes("""{"a":2,"b":"two"}"""),
        _ => Bytes("""{"b":null,"a":true}"""),
    };

    private Dictionary<string, ReadOnlyMemory<byte>> Filter() => _random.Below(5) switch
    {
        0 => new() { ["a"] = Bytes("1") },
        1 => new() { ["b"] = Bytes("\"two\"") },
        _ => [],
    };
}
