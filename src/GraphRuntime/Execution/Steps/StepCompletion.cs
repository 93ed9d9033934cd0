using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>The end of a superstep whose tasks have all finished: it is applied, committed, and shown.</summary>
internal sealed class StepCompletion(LoopState loop, StepCommitter committer, StepOutcome outcome, BreakpointSet before, BreakpointSet after)
{
    /// <summary>Applies and commits the superstep. True where the run pauses after it.</summary>
    public async ValueTask<bool> CompleteAsync()
    {
        try
        {
            if (committer.HasUnsaved)
            {
                StepApplier.Try(loop);
            }

            StepApplier.Apply(loop);
        }
        catch (InvalidUpdateException)
        {
            // The nodes did their work; what they wrote is kept, so that an edit of the state can mend it without running them again.
            await outcome.StorePendingAsync().ConfigureAwait(false);
            throw;
        }

        var wroteOutput = loop.Run.Sink is not null && loop.Channels.HasWritten(loop.Graph.OutputChannels);
        var pauses = after.Hits(loop.Tasks);
        await CommandEdit.StoreAsync(loop, committer).ConfigureAwait(false);
        loop.Superstep.Complete();
        NoteSteered();
        await CommitAsync(pauses).ConfigureAwait(false);

        if (wroteOutput)
        {
            await LoopEvents.ValuesAsync(loop).ConfigureAwait(false);
        }

        if (!pauses && loop.Step > loop.Stop)
        {
            throw new GraphRecursionException(loop.Graph.Name, loop.Run.Config.RecursionLimit, loop.Run.ThreadId);
        }

        return pauses;
    }

    /// <summary>Inputs that calls have applied are part of the checkpoint that has what the calls gave back.</summary>
    private void NoteSteered()
    {
        foreach (var task in loop.Tasks)
        {
            if (task.Steered.IsEmpty)
            {
                continue;
            }

            loop.Steered = SteeredPosition.With(loop.Steered, loop.Caller is null ? loop.Run.RunId : loop.Run.ThreadId!, task.Steered);
            if (loop.Caller is null)
            {
                loop.Run.Steering?.Note(task.Steered.On(loop.Run.ThreadId));
            }
        }
    }

    private ValueTask CommitAsync(bool pauses)
    {
        try
        {
            var commit = StepStoreWrites.CommitAsync(loop, committer, pauses || WillPauseBefore());
            return commit.IsCompletedSuccessfully ? commit : AwaitCommitAsync(commit);
        }
        catch (GraphRuntimeException e) when (e is StateSerializationException or InvalidUpdateException)
        {
            return FailCommitAsync(e);
        }
    }

    private async ValueTask AwaitCommitAsync(ValueTask commit)
    {
        try
        {
            await commit.ConfigureAwait(false);
        }
        catch (GraphRuntimeException e) when (e is StateSerializationException or InvalidUpdateException)
        {
            await FailCommitAsync(e).ConfigureAwait(false);
        }
    }

    /// <summary>A value cannot be stored. Nothing of the superstep is; the results of tasks that can be are kept.</summary>
    private async ValueTask FailCommitAsync(Exception refusal) =>
        throw await StorageRefusal.KeepOthersAsync(loop, committer, refusal).ConfigureAwait(false);

    private bool WillPauseBefore() => before.Hits(loop.Schedule, loop.Graph);
}
