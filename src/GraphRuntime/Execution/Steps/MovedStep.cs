using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Effects;

namespace GraphRuntime.Execution;

/// <summary>
/// Lets a suspended superstep go on at the head of its thread. Its plan and what its tasks left are those of the checkpoint that it was left at. The values are those of the
/// head, so that its tasks see what more urgent runs have written, but for channels with a single value that were written since the input of the superstep: there the tasks
/// find what they have worked with. All of it is one checkpoint from then on.
/// </summary>
internal sealed class MovedStep(LoopState loop, StepCommitter committer)
{
    private SuspendedStep? Own => loop.Caller is null ? loop.Suspended.FirstOrDefault(step => step.RunIds.Contains(loop.Run.RunId)) : null;

    /// <summary>Moves the superstep that was suspended for this run, if there is one.</summary>
    /// <returns>False where the thread waits for an answer to another run: nothing is moved before that.</returns>
    public async ValueTask<bool> TakeAsync()
    {
        if (Own is not { } own)
        {
            return true;
        }

        if ((loop.Loaded.IsPaused && !loop.Schedule.IsEmpty) || (await OpenQuestions.ReadAsync(loop, isAtHead: true).ConfigureAwait(false)).Count > 0)
        {
            return false;
        }

        var left = LoopState.OfRoot(loop.Run);
        await LoopStart.LoadAsync(left, own.CheckpointId).ConfigureAwait(false);
        await LoopStart.LoadInputAsync(left).ConfigureAwait(false);
        var superstep = new LeftSuperstep(loop, committer);
        superstep.Leave(await superstep.SuspendAsync(isUrgent: true).ConfigureAwait(false));
        await TakeAsync(own, left).ConfigureAwait(false);
        return true;
    }

    private async ValueTask TakeAsync(SuspendedStep own, LoopState left)
    {
        loop.Schedule = left.Schedule;
        loop.Sticky = left.Sticky;
        loop.Steered = left.Steered;
        loop.Superstep.Pending = left.Superstep.Pending;
        loop.Loaded = loop.Loaded with { InputChild = 0, ChildResults = default, OwnResults = default };
        TakeOwnValues(left, own.OwnChannels ?? await OwnValues.FindAsync(left).ConfigureAwait(false));
        loop.Suspended = [.. loop.Suspended.Where(step => !ReferenceEquals(step, own))];

        // It is no superstep of the run, and does not count as one. Its checkpoint is in the name of the run that the superstep belongs to, so that a run which had taken its
        // input before is known as that run, and one that had not takes it now.
        loop.Stop++;
        await committer.CommitMovedAsync([.. left.At.MovedFrom, own.CheckpointId], left.Loaded.RunId, left.Loaded.IsPaused, loop.CancellationToken).ConfigureAwait(false);
        loop.Loaded = loop.Loaded with { RunId = left.Loaded.RunId, IsPaused = left.Loaded.IsPaused };
        loop.Run.BeginAgain();
    }

    private void TakeOwnValues(LoopState left, IReadOnlyList<string> names)
    {
        foreach (var channel in loop.Channels.All)
        {
            var own = left.Channels.All[channel.Index];
            var isOwn = own.HasValue && names.Contains(own.Name);
            var isOfStep = own.Definition.IsTransient && !own.Definition.Accumulates;
            if ((isOwn || isOfStep) && !HasSameValue(channel, own))
            {
                channel.Take(own);
            }
        }
    }

    private static bool HasSameValue(Channel one, Channel other) => one.HasValue == other.HasValue && one.Stored == other.Stored && !one.IsDirty && !other.IsDirty;
}
