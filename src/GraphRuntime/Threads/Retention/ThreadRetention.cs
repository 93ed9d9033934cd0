namespace GraphRuntime.Threads;

/// <summary>Deletes threads that have not changed for a long time. The store looks again when it deletes one: a thread that has got a run meanwhile stays.</summary>
internal sealed class ThreadRetention(IRunStore store, RetentionOptions options) : RetentionTask
{
    private string _after = "";

    public override string What => "threads";

    public override void Begin() => _after = "";

    public override async ValueTask<(long Removed, bool IsDone)> StepAsync(CancellationToken cancellationToken)
    {
        var query = new RestingThreadQuery { After = _after, UnchangedFor = Shortest(options.IdleThreads, options.WaitingThreads), Limit = Batch };
        var threads = await store.ListRestingThreadsAsync(query, cancellationToken).ConfigureAwait(false);
        var removed = 0L;
        foreach (var thread in threads)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // A thread that cannot be deleted does not hold up those after it.
            _after = thread.ThreadId;
            var age = thread.Status == ThreadStatus.Interrupted ? options.WaitingThreads : options.IdleThreads;
            if (age is { } known && await store.DeleteRestingThreadAsync(thread.ThreadId, known, cancellationToken).ConfigureAwait(false))
            {
                removed++;
            }
        }

        return (removed, threads.Count < Batch);
    }

    private static TimeSpan Shortest(TimeSpan? one, TimeSpan? other) => (one ?? TimeSpan.MaxValue) < (other ?? TimeSpan.MaxValue) ? one!.Value : other!.Value;
}
