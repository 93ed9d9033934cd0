using GraphRuntime.Checkpointing;

namespace GraphRuntime.Effects;

/// <summary>A way that was gone before, beside the one that is gone now.</summary>
/// <param name="now">The namespace in which the graph runs now.</param>
/// <param name="then">The namespace in which it ran then; the same one, for a way that parted from the present one.</param>
/// <param name="from">The checkpoint after which the ways parted; 0 where they have no checkpoint in common.</param>
/// <param name="belongs">Which checkpoints of the namespace count.</param>
internal sealed class EffectWay(EffectTurn now, EffectTurn then, long from, Func<StoredCheckpoint, bool>? belongs = null)
{
    public EffectTurn Then { get; } = then;

    /// <summary>The checkpoints of the way, the newest first.</summary>
    public IEnumerable<StoredCheckpoint> All => Then.Pages.Values
        .Where(checkpoint => !IsOwn(checkpoint) && (belongs is null || belongs(checkpoint)) && (from == 0 || Back(checkpoint).Any(earlier => earlier.Record.Id == from)));

    /// <summary>The checkpoints at which something happened that happens now: for the first time since the ways parted, the second time, and so on.</summary>
    public IEnumerable<StoredCheckpoint> Find(Func<StoredCheckpoint, bool> happened)
    {
        var times = now.Before.Count(checkpoint => checkpoint.Record.Id > from && happened(checkpoint));
        return All.Where(checkpoint => happened(checkpoint) && Back(checkpoint).Skip(1).Count(happened) == times).OrderByDescending(static checkpoint => checkpoint.Record.Id);
    }

    private bool IsOwn(StoredCheckpoint checkpoint) =>
        from != checkpoint.Record.Id && now.Address == Then.Address && now.IsOnTheWay(checkpoint.Record.Id);

    /// <summary>A checkpoint and those it was made from, back to where the ways parted, or to the input.</summary>
    private IEnumerable<StoredCheckpoint> Back(StoredCheckpoint checkpoint)
    {
        while (true)
        {
            yield return checkpoint;
            if (checkpoint.Record.Id == from
                || checkpoint.Record.Source == CheckpointSource.Input
                || !Then.Pages.TryGetValue(checkpoint.Record.ParentId, out var parent)
                || EffectTurn.IsBeginning(checkpoint.Record, parent.Record))
            {
                yield break;
            }

            checkpoint = parent;
        }
    }
}
