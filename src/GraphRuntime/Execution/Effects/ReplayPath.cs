using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>An earlier execution path, compared with the current one.</summary>
/// <param name="current">The namespace of the current run.</param>
/// <param name="earlier">The namespace of the earlier run; the same one if the paths fork within it.</param>
/// <param name="fork">The checkpoint at which the paths fork; 0 if they have no checkpoint in common.</param>
/// <param name="belongs">Selects the checkpoints of the namespace that belong to the path.</param>
internal sealed class ReplayPath(NamespaceHistory current, NamespaceHistory earlier, long fork, Func<StoredCheckpoint, bool>? belongs = null)
{
    public NamespaceHistory Earlier { get; } = earlier;

    /// <summary>The checkpoints of the path, newest first.</summary>
    public IEnumerable<StoredCheckpoint> All => Earlier.Checkpoints.Values
        .Where(checkpoint => !IsOwn(checkpoint) && (belongs is null || belongs(checkpoint)) && (fork == 0 || Back(checkpoint).Any(ancestor => ancestor.Record.Id == fork)));

    /// <summary>The checkpoints of the earlier path that correspond to the current one: something happened there as often since the fork as it did here.</summary>
    public IEnumerable<StoredCheckpoint> Find(Func<StoredCheckpoint, bool> happened)
    {
        var times = current.Ancestors.Count(checkpoint => checkpoint.Record.Id > fork && happened(checkpoint));
        return All.Where(checkpoint => happened(checkpoint) && Back(checkpoint).Skip(1).Count(happened) == times).OrderByDescending(static checkpoint => checkpoint.Record.Id);
    }

    private bool IsOwn(StoredCheckpoint checkpoint) =>
        fork != checkpoint.Record.Id && current.Address == Earlier.Address && current.IsOnCurrentPath(checkpoint.Record.Id);

    /// <summary>A checkpoint and its ancestors, back to the fork or to the input.</summary>
    private IEnumerable<StoredCheckpoint> Back(StoredCheckpoint checkpoint)
    {
        while (true)
        {
            yield return checkpoint;
            if (checkpoint.Record.Id == fork
                || checkpoint.Record.Source == CheckpointSource.Input
                || !Earlier.Checkpoints.TryGetValue(checkpoint.Record.ParentId, out var parent)
                || NamespaceHistory.IsFirstAfterInput(checkpoint.Record, parent.Record))
            {
                yield break;
            }

            checkpoint = parent;
        }
    }
}
