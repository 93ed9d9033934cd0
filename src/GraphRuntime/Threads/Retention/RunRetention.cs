namespace GraphRuntime.Threads;

/// <summary>Removes the records of runs that ended long ago.</summary>
internal sealed class RunRetention(IRunStore store, TimeSpan age) : RetentionTask
{
    public override string What => "runs";

    public override async ValueTask<(long Removed, bool IsDone)> StepAsync(CancellationToken cancellationToken)
    {
        var removed = await store.PruneRunsAsync(age, Batch, cancellationToken).ConfigureAwait(false);
        return (removed, removed < Batch);
    }
}
