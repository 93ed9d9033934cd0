using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads;

/// <content>Runs, threads and events are read, and old runs removed.</content>
public sealed partial class InMemoryRunStore
{
    /// <inheritdoc/>
    public ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () => Read(threadId, thread => thread?.Find(runId)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Answer<IReadOnlyList<StoredRun>>(cancellationToken, () =>
        {
            var metadata = new MetadataFilter(query.Metadata);
            var runs = query.ThreadId is { } threadId
                ? RunsOf(threadId).OrderBy(run => run.Sequence)
                : _threads.Keys.SelectMany(RunsOf).OrderBy(run => run.CreatedAt).ThenBy(run => run.ThreadId, StringComparer.Ordinal).ThenBy(run => run.Sequence);
            var fitting = runs.Where(run => (query.Status is null || run.Status == query.Status) && (query.RunIds?.Contains(run.RunId) ?? true) && metadata.Fits(run.Metadata));
            var page = Page(fitting, query.NewestFirst, query.Offset, query.Limit);
            return [.. query.WithContents ? page : page.Select(run => run with { Input = default, Config = default, Output = default, Interrupts = default })];
        });
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Answer<IReadOnlyList<StoredThread>>(cancellationToken, () =>
        {
            var metadata = new MetadataFilter(query.Metadata);
            var fitting = _threads.Keys
                .Select(threadId => Read(threadId, thread => thread?.Header.ToStored()))
                .OfType<StoredThread>()
                .Where(thread => (query.Status is null || thread.Status == query.Status) && metadata.Fits(thread.Metadata))
                .OrderBy(thread => thread.CreatedAt)
                .ThenBy(thread => thread.ThreadId, StringComparer.Ordinal);
            return [.. Page(fitting, query.NewestFirst, query.Offset, query.Limit)];
        });
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RemovedRun>> ListRemovedRunsAsync(RemovedRunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Answer(cancellationToken, () => Read(query.ThreadId, thread => thread?.Removed.List(query, Now) ?? []));
    }

    /// <inheritdoc/>
    public ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () =>
        {
            var now = Now;
            var until = now - olderThan;
            var removed = 0;
            foreach (var threadId in _threads.Keys)
            {
                removed += Read(threadId, thread => thread is null ? 0 : Prune(thread, now, until, limit - removed));
            }

            return removed;
        });

    /// <inheritdoc/>
    public ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Answer(cancellationToken, () => WithRun(lease, RunStoreHintKind.Events, (thread, run) =>
        {
            Append(thread, run, events);
            thread.Replace(run, run.Stored with { LastEvent = run.Events.Count });
            return true;
        }));
    }

    /// <inheritdoc/>
    public ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () => Read(threadId, thread =>
        {
            if (thread?.Run(runId) is not { } run)
            {
                return null;
            }

            var later = run.Events.Skip((int)Math.Clamp(after, 0, run.Events.Count));
            return new RunEventPage(RunEventPage.Fit(later, limit), run.Stored.Status, run.Stored.LastEvent);
        }));

    /// <inheritdoc/>
    public ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return Answer(cancellationToken, () => Read(threadId, thread => thread?.Events.Page(after, limit)));
    }

    /// <inheritdoc/>
    public ValueTask<StoredThreadEventPage?> ReadFactsAsync(RunFactQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Limit);
        return Answer(cancellationToken, () => Read(query.ThreadId, thread => thread?.Events.Facts(query)));
    }

    private void Append(InMemory.MemoryThread thread, InMemory.MemoryRun run, IReadOnlyList<RunEvent> events)
    {
        var added = events.Where(one => one.Sequence > run.Events.Count).ToList();
        for (var i = 0; i < added.Count; i++)
        {
            var expected = run.Events.Count + i + 1;
            if (added[i].Sequence != expected)
            {
                throw new ArgumentException($"Run '{run.Stored.RunId}': event {added[i].Sequence} does not follow event {expected - 1}. Append events in order and without gaps.", nameof(events));
            }
        }

        foreach (var one in added)
        {
            var stored = one with { Data = one.Data.ToArray() };
            run.Events.Add(stored);
            thread.Events.Add(run.Stored.RunId, stored, Now);
        }
    }

    private static IEnumerable<T> Page<T>(IEnumerable<T> items, bool newestFirst, int offset, int limit) =>
        (newestFirst ? items.Reverse() : items).Skip(offset).Take(limit);

    private static int Prune(InMemory.MemoryThread thread, DateTimeOffset now, DateTimeOffset until, int limit)
    {
        thread.Removed.DropExpired(now);
        var old = thread.Runs.Where(run => run.IsPrunable && run.Stored.FinishedAt <= until).Take(limit).ToList();
        thread.Prune(old, until);
        return old.Count;
    }

    private List<StoredRun> RunsOf(string threadId) =>
        Read(threadId, thread => thread is null ? [] : thread.Runs.Select(run => run.Stored).ToList());
}
