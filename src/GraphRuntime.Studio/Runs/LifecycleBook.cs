using GraphRuntime.Threads;

namespace GraphRuntime.Studio;

/// <summary>
/// What happened to the runs of threads. The facts of a thread never change, so that a view that is asked for again reads only what is new. Events are not read.
/// </summary>
internal sealed class LifecycleBook(IRunStore store)
{
    private const int MostThreads = 100;
    private const int MostFacts = 5_000;
    private const int MostEventsBack = 50_000;
    private const int PageSize = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Chapter> _chapters = new(StringComparer.Ordinal);
    private long _clock;

    /// <summary>The facts of a thread, oldest first. Of a very long thread: the newest ones.</summary>
    public async ValueTask<IReadOnlyList<LifecycleFact>> ReadAsync(ThreadInfo thread, CancellationToken cancellationToken)
    {
        var chapter = Open(thread.ThreadId);
        await chapter.Reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ReadOnAsync(chapter, thread, cancellationToken).ConfigureAwait(false);
            return chapter.Facts;
        }
        finally
        {
            chapter.Reading.Release();
        }
    }

    private async ValueTask ReadOnAsync(Chapter chapter, ThreadInfo thread, CancellationToken cancellationToken)
    {
        if (chapter.CreatedAt != thread.CreatedAt)
        {
            // The thread is new, or was deleted and created again under its id.
            (chapter.CreatedAt, chapter.After, chapter.Facts) = (thread.CreatedAt, Math.Max(0, thread.LastEvent - MostEventsBack), []);
        }

        while (chapter.After < thread.LastEvent)
        {
            var query = new RunFactQuery(thread.ThreadId) { After = chapter.After, Limit = PageSize };
            var page = await store.ReadFactsAsync(query, cancellationToken).ConfigureAwait(false) ?? throw new ThreadNotFoundException(thread.ThreadId);
            var found = page.Events.Where(static stored => stored.Fact!.Kind != RunFactKind.Decided).Select(LifecycleFact.Read).ToList();
            if (found.Count > 0)
            {
                chapter.Facts = [.. chapter.Facts.Concat(found).TakeLast(MostFacts)];
            }

            chapter.After = page.Events.Count < PageSize ? page.LastNumber : page.Events[^1].Number;
        }
    }

    private Chapter Open(string threadId)
    {
        lock (_gate)
        {
            if (!_chapters.TryGetValue(threadId, out var chapter))
            {
                if (_chapters.Count >= MostThreads)
                {
                    _chapters.Remove(_chapters.MinBy(static entry => entry.Value.Used).Key);
                }

                _chapters[threadId] = chapter = new Chapter();
            }

            chapter.Used = ++_clock;
            return chapter;
        }
    }

    /// <summary>The facts of one thread.</summary>
    private sealed class Chapter
    {
        public SemaphoreSlim Reading { get; } = new(1, 1);

        public DateTimeOffset? CreatedAt { get; set; }

        public long After { get; set; }

        public IReadOnlyList<LifecycleFact> Facts { get; set; } = [];

        public long Used { get; set; }
    }
}
