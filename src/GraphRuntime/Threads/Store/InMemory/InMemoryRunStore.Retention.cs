namespace GraphRuntime.Threads;

/// <content>What retention looks for and removes.</content>
public sealed partial class InMemoryRunStore
{
    /// <inheritdoc/>
    public ValueTask<int> PruneEventsAsync(EventPruning pruning, CancellationToken cancellationToken)
    {
        RetentionChecks.Check(pruning);
        return Answer(cancellationToken, () =>
        {
            var (until, from) = (MomentBefore(pruning.OlderThan), MomentBefore(pruning.NotOlderThan ?? TimeSpan.MaxValue));
            var removed = 0;
            foreach (var threadId in _threads.Keys)
            {
                removed += Read(threadId, thread => thread is null ? 0 : thread.PruneEvents(from, until, pruning.Limit - removed));
            }

            return removed;
        });
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredThread>> ListRestingThreadsAsync(RestingThreadQuery query, CancellationToken cancellationToken)
    {
        RetentionChecks.Check(query);
        return Answer<IReadOnlyList<StoredThread>>(cancellationToken, () =>
        {
            var (until, from) = (MomentBefore(query.UnchangedFor), MomentBefore(query.ChangedWithin ?? TimeSpan.MaxValue));
            var ids = _threads.Keys.Where(id => string.CompareOrdinal(id, query.After) > 0).Order(StringComparer.Ordinal);
            return [.. ids.Select(id => Read(id, thread => IsAtRest(thread, from, until) ? thread!.Header.ToStored() : null)).OfType<StoredThread>().Take(query.Limit)];
        });
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteRestingThreadAsync(string threadId, TimeSpan unchangedFor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unchangedFor, TimeSpan.Zero);
        return DeleteAsync(threadId, thread => IsAtRest(thread, DateTimeOffset.MinValue, MomentBefore(unchangedFor)), cancellationToken);
    }

    /// <summary>The moment that lies a time back, or the first one there is.</summary>
    private DateTimeOffset MomentBefore(TimeSpan ago) => ago < Now - DateTimeOffset.MinValue ? Now - ago : DateTimeOffset.MinValue;

    private static bool IsAtRest(InMemory.MemoryThread? thread, DateTimeOffset from, DateTimeOffset until) =>
        thread is { IsAtRest: true } && thread.Header.UpdatedAt <= until && thread.Header.UpdatedAt > from;
}
