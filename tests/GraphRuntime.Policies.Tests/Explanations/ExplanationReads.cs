using System.Collections.Concurrent;
using GraphRuntime.TestSupport;
using GraphRuntime.Threads;

namespace GraphRuntime.Policies.Tests;

/// <summary>A run store that counts what an explanation reads.</summary>
internal sealed class ExplanationReads(IRunStore inner) : DelegatingRunStore(inner)
{
    private readonly ConcurrentQueue<string> _found = new();
    private int _reads;
    private int _eventPages;

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>How often events of a thread or of a run were read.</summary>
    public int EventPages => Volatile.Read(ref _eventPages);

    /// <summary>The run of each fact that was read.</summary>
    public IReadOnlyCollection<string> Found => [.. _found];

    public void Clear()
    {
        (_reads, _eventPages) = (0, 0);
        _found.Clear();
    }

    public override async ValueTask<StoredThreadEventPage?> ReadFactsAsync(RunFactQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        var page = await base.ReadFactsAsync(query, cancellationToken);
        foreach (var fact in page?.Events ?? [])
        {
            _found.Enqueue(fact.RunId);
        }

        return page;
    }

    public override ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _eventPages);
        return base.ReadThreadEventsAsync(threadId, after, limit, cancellationToken);
    }

    public override ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _eventPages);
        return base.ReadEventsAsync(threadId, runId, after, limit, cancellationToken);
    }
}
