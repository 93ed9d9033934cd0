using System.Text.Json;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Testing.Threads.Model;

/// <content>Lists, events, ends that are told, and what removes records.</content>
internal sealed partial class RunStoreModel
{
    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(1);

    public IReadOnlyList<StoredRun> List(RunQuery query)
    {
        var runs = AllRuns.Select(run => run.Stored).Where(run => query.ThreadId is null || run.ThreadId == query.ThreadId);
        runs = query.ThreadId is null
            ? runs.OrderBy(run => run.CreatedAt).ThenBy(run => run.ThreadId, StringComparer.Ordinal).ThenBy(run => run.Sequence)
            : runs.OrderBy(run => run.Sequence);
        return [.. Page(runs.Where(run => (query.Status ?? run.Status) == run.Status && (query.RunIds?.Contains(run.RunId) ?? true) && Fits(run.Metadata, query.Metadata)), query.NewestFirst, query.Offset, query.Limit)];
    }

    public IReadOnlyList<StoredThread> Search(ThreadQuery query)
    {
        var threads = _threads.Values.Select(thread => thread.Header.ToStored())
            .Where(thread => (query.Status ?? thread.Status) == thread.Status && Fits(thread.Metadata, query.Metadata))
            .OrderBy(thread => thread.CreatedAt).ThenBy(thread => thread.ThreadId, StringComparer.Ordinal);
        return [.. Page(threads, query.NewestFirst, query.Offset, query.Limit)];
    }

    public IReadOnlyList<EndedRun> TakeEnded(TimeSpan patience, int limit)
    {
        var due = AllRuns.Where(run => run.TellAt <= Now && run.Stored.FinishedAt is not null)
            .OrderBy(run => run.TellAt).ThenBy(run => run.Stored.ThreadId, StringComparer.Ordinal).ThenBy(run => run.Stored.RunId, StringComparer.Ordinal).Take(limit).ToList();
        foreach (var run in due)
        {
            var wait = patience * Math.Pow(2, Math.Min(run.Told++, 30));
            run.TellAt = RunTransitions.After(Now, wait < LongestPatience ? wait : LongestPatience);
        }

        return [.. due.Select(run => new EndedRun(run.Stored, run.Told))];
    }

    public bool ConfirmEnd(string threadId, string runId)
    {
        if (Find(threadId)?.Runs.GetValueOrDefault(runId) is not { TellAt: not null } run)
        {
            return false;
        }

        run.TellAt = null;
        return true;
    }

    public async Task<bool> DeleteRunAsync(string threadId, string runId, RemovalRecording? recording, CancellationToken cancellationToken)
    {
        if (Find(threadId) is not { } thread || thread.Find(runId) is not { } run)
        {
            return false;
        }

        var ledger = new ThreadLedger(thread.Header, thread, Now);
        ledger.Delete(run, recording);
        await ApplyAsync(thread, ledger, changed: true, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public IReadOnlyList<RemovedRun> ListRemoved(RemovedRunQuery query) =>
    [
        .. (Find(query.ThreadId)?.Removed ?? []).Where(one => one.ExpiresAt > Now && (query.RunId ?? one.RunId) == one.RunId)
            .OrderByDescending(one => one.RemovedAt).ThenByDescending(one => one.Sequence).Skip(query.Offset).Take(query.Limit),
    ];

    /// <summary>Which runs go first is left to the store: the model is told how many it removed, and which are left.</summary>
    public IReadOnlyList<StoredRun> Prunable(TimeSpan olderThan) =>
        [.. AllRuns.Where(run => run.Stored.FinishedAt <= Now - olderThan && !run.Stored.InputOwed && run.TellAt is null).Select(run => run.Stored)];

    /// <summary>With the runs goes what was told about them, and, until that moment, about runs of their threads that were rolled back.</summary>
    public void Prune(IReadOnlyList<StoredRun> runs, TimeSpan olderThan)
    {
        foreach (var thread in _threads.Values)
        {
            thread.Removed.RemoveAll(one => one.ExpiresAt <= Now);
        }

        foreach (var run in runs)
        {
            var thread = _threads[run.ThreadId];
            thread.Remove(run, null);
            thread.Log.RemoveAll(one => one.RunId == run.RunId);
        }

        foreach (var thread in runs.Select(run => _threads[run.ThreadId]).Distinct())
        {
            thread.Log.RemoveAll(one => one.At <= Now - olderThan && !thread.Runs.ContainsKey(one.RunId) && !thread.InheritedIds.ContainsKey(one.RunId));
        }
    }

    public bool Append(RunLease lease, IReadOnlyList<RunEvent> events) => Change(
        lease,
        (thread, run) =>
        {
            var last = run.Events.Count;
            var added = events.Where(one => one.Sequence > last).ToList();
            if (added.Where((one, i) => one.Sequence != last + i + 1).Any())
            {
                throw new ArgumentException("There is a gap.", nameof(events));
            }

            added.ForEach(one => thread.Append(run, one, Now));
            run.Stored = run.Stored with { LastEvent = run.Events.Count };
            return true;
        },
        RunStoreHintKind.Events);

    public StoredThreadEventPage? ReadFacts(RunFactQuery query) => Find(query.ThreadId) is { } thread
        ? new StoredThreadEventPage([.. thread.Log.Where(one => one.Fact is not null && one.Number > query.After && (query.RunIds?.Contains(one.RunId) ?? true)).Take(query.Limit)], thread.Header.LastEvent)
        : null;

    public StoredThreadEventPage? ReadThreadEvents(string threadId, long after, int limit) => Find(threadId) is { } thread
        ? new StoredThreadEventPage(RunEventPage.Fit(thread.Log.Where(one => one.Number > after), limit), thread.Header.LastEvent)
        : null;

    public RunEventPage? ReadEvents(string threadId, string runId, long after, int limit) => Find(threadId)?.Runs.GetValueOrDefault(runId) is { } run
        ? new RunEventPage(RunEventPage.Fit(run.Events.Where(one => one.Sequence > after), limit), run.Stored.Status, run.Stored.LastEvent)
        : null;

    private static IEnumerable<T> Page<T>(IEnumerable<T> items, bool newestFirst, int offset, int limit) => (newestFirst ? items.Reverse() : items).Skip(offset).Take(limit);

    private static bool Fits(ReadOnlyMemory<byte> metadata, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> expected)
    {
        using var document = JsonDocument.Parse(metadata.IsEmpty ? "{}"u8.ToArray() : metadata);
        return expected.All(pair =>
        {
            using var value = JsonDocument.Parse(pair.Value);
            return document.RootElement.TryGetProperty(pair.Key, out var actual) && JsonElement.DeepEquals(actual, value.RootElement);
        });
    }
}
