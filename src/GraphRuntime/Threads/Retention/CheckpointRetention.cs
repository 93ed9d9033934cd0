using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads;

/// <summary>Removes old checkpoints of threads at rest that have changed since the pass before.</summary>
internal sealed class CheckpointRetention(IRunStore store, ICheckpointer checkpointer, int keep, TimeProvider time) : RetentionTask
{
    /// <summary>
    /// How long a thread must be at rest, and a checkpoint must be there. A run looks for the checkpoint of an input that it was given to know whether it was applied, so no checkpoint of a
    /// run may go that is in flight, or has begun since the thread was listed.
    /// </summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly RetentionWindow _window = new(time);
    private TimeSpan? _changedWithin;
    private string _after = "";

    public override string What => "checkpoints";

    public override void Begin()
    {
        _after = "";
        _changedWithin = _window.Begin() is { } window ? Rest + window : null;
    }

    public override async ValueTask<(long Removed, bool IsDone)> StepAsync(CancellationToken cancellationToken)
    {
        var listedAt = time.GetUtcNow();
        var query = new RestingThreadQuery { After = _after, UnchangedFor = Rest, ChangedWithin = _changedWithin, Limit = Batch };
        var threads = await store.ListRestingThreadsAsync(query, cancellationToken).ConfigureAwait(false);
        var removed = 0L;
        foreach (var thread in threads)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // A thread that cannot be pruned does not hold up those after it.
            _after = thread.ThreadId;
            var options = new PruneOptions { ThreadId = thread.ThreadId, KeepLatest = keep, OlderThan = listedAt - Rest };
            removed += await checkpointer.PruneAsync(options, cancellationToken).ConfigureAwait(false);
        }

        if (threads.Count < Batch)
        {
            _window.End();
        }

        return (removed, threads.Count < Batch);
    }
}
