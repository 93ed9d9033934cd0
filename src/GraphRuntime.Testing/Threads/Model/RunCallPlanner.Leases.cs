using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Model;

/// <content>Claims, and what follows under a lease.</content>
internal sealed partial class RunCallPlanner
{
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

    private RunCall MarkApplied(string threadId)
    {
        var lease = Lease(threadId);
        string[] runs = [.. model.Threads.GetValueOrDefault(threadId)?.Stored.Where(run => run.InputOwed && _random.Chance(70)).Select(run => run.RunId) ?? [], "unknown"];
        return Both($"mark {string.Join(',', runs)} applied by {lease}", () => Store.MarkInputsAppliedAsync(lease, runs, token), () => model.MarkApplied(lease, runs));
    }

    private RunCall TakeSteered(RunLease lease)
    {
        string[] ofCalls = [.. model.Threads.GetValueOrDefault(lease.ThreadId)?.Stored.Where(run => run.SteersPath is not null && _random.Chance(50)).Select(run => run.RunId) ?? []];
        var take = new SteeredTake(lease) { OnlyTaken = _random.Chance(20), IncludeHeld = _random.Chance(40), OfCalls = ofCalls };
        return Both<IReadOnlyList<StoredRun>?>(
            $"{take} {string.Join(',', ofCalls)}", () => Store.TakeSteeredAsync(take, token), () => model.TakeSteeredAsync(take, token),
            static taken => taken is null ? "lost" : string.Join("; ", taken.Select(run => RunText.Of(run))));
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
}
