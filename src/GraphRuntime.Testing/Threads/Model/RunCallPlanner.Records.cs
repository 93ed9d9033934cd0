using System.Globalization;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Model;

/// <content>Lists, events, ends that are told, and what removes records.</content>
internal sealed partial class RunCallPlanner
{
    private RunCall TakeEnded()
    {
        var patience = Draw(Times[1..]);
        return Both("take ended runs", () => Store.TakeEndedAsync(patience, 1000, token), () => model.TakeEnded(patience, 1000), RunText.Of);
    }

    private RunCall ConfirmEnd(string threadId, string runId) =>
        Both($"confirm the end of {threadId}/{runId}", () => Store.ConfirmEndAsync(threadId, runId, token), () => model.ConfirmEnd(threadId, runId));

    private RunCall DeleteRun(string threadId, string runId)
    {
        var recording = Recording();
        return Both($"delete {threadId}/{runId} {recording}", () => Store.DeleteRunAsync(threadId, runId, recording, token), () => model.DeleteRunAsync(threadId, runId, recording, token));
    }

    private RunCall ListRemoved(string threadId)
    {
        var query = new RemovedRunQuery(threadId) { RunId = _random.Chance(20) ? "run-1" : null, Offset = _random.Below(2), Limit = 1 + _random.Below(10) };
        return Both($"list removed runs ({query})", () => Store.ListRemovedRunsAsync(query, token), () => model.ListRemoved(query), RunText.Of);
    }

    private RemovalRecording? Recording() => _random.Chance(50) ? null : new RemovalRecording(Draw(Times[1..]))
    {
        IncludesInput = _random.Chance(50),
        RemovedBy = _random.Chance(50) ? "another" : null,
        Caller = _random.Chance(50) ? "a caller" : null,
    };

    private RunCall Prune()
    {
        var age = Draw(Times);
        return Both($"prune runs older than {age}", () => Store.PruneRunsAsync(age, 1000, token), () =>
        {
            var old = model.Prunable(age);
            model.Prune(old, age);
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

    private RunCall ReadThreadEvents(string threadId)
    {
        var (after, limit) = (_random.Below(40), _random.Below(20));
        return Both($"read {limit} events of {threadId} after {after}", () => Store.ReadThreadEventsAsync(threadId, after, limit, token), () => model.ReadThreadEvents(threadId, after, limit), RunText.Of);
    }

    private RunCall ListRuns(string threadId)
    {
        var query = new RunQuery
        {
            ThreadId = _random.Chance(60) ? threadId : null,
            Status = _random.Chance(40) ? Draw(Enum.GetValues<RunStatus>()) : null,
            Metadata = Filter(),
            NewestFirst = _random.Chance(50),
            WithContents = true,
            Offset = _random.Below(3),
            Limit = 1 + _random.Below(10),
        };
        return Both($"list runs ({query.ThreadId}, {query.Status}, newest first: {query.NewestFirst}, {query.Offset}+{query.Limit})", () => Store.ListRunsAsync(query, token), () => model.List(query),
            static runs => string.Join("; ", runs.Select(run => RunText.Of(run))));
    }
}
