namespace GraphRuntime.Threads;

/// <summary>Removes events of runs that ended long ago.</summary>
internal sealed class EventRetention(IRunStore store, TimeSpan age, TimeProvider time) : RetentionTask
{
    private readonly RetentionWindow _window = new(time);
    private TimeSpan? _notOlderThan;

    public override string What => "streams of runs";

    public override void Begin() => _notOlderThan = _window.Begin() is { } window ? age + window : null;

    public override async ValueTask<(long Removed, bool IsDone)> StepAsync(CancellationToken cancellationToken)
    {
        var removed = await store.PruneEventsAsync(new EventPruning { OlderThan = age, NotOlderThan = _notOlderThan, Limit = Batch }, cancellationToken).ConfigureAwait(false);
        if (removed < Batch)
        {
            _window.End();
        }

        return (removed, removed < Batch);
    }
}
