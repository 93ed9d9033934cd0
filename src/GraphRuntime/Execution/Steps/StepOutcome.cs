namespace GraphRuntime.Execution;

/// <summary>What the ends of the tasks mean for the run: it goes on, pauses, fails, or leaves for the graph above.</summary>
internal sealed class StepOutcome(LoopState loop, StepCommitter committer)
{
    private CancellationToken Token => loop.CancellationToken;

    /// <summary>Looks at how the tasks ended; <see langword="null"/> where the superstep can be applied.</summary>
    public async ValueTask<LoopResult?> JudgeAsync()
    {
        if (loop.Tasks.TrueForAll(static t => t.IsFinished && t.ParentCommand is null))
        {
            if (Token.IsCancellationRequested)
            {
                await StorePendingAsync().ConfigureAwait(false);
                Token.ThrowIfCancellationRequested();
            }

            return null;
        }

        if (loop.Tasks.Find(static t => t.State == TaskState.Failed) is { } failed)
        {
            throw await FailAsync(failed).ConfigureAwait(false);
        }

        if (loop.Caller is not null && loop.Tasks.Exists(static t => t.ParentCommand is not null))
        {
            return await LeaveAsync().ConfigureAwait(false);
        }

        if (loop.Tasks.Exists(static t => t.State == TaskState.Paused))
        {
            return await PauseAsync([.. loop.Tasks.Where(static t => t.State == TaskState.Paused && t.Interrupts is not null).SelectMany(static t => t.Interrupts!)])
                .ConfigureAwait(false);
        }

        throw RouteException.NothingAbove(loop.Graph.Name, loop.Tasks.Find(static t => t.ParentCommand is not null)!.NodeName);
    }

    /// <summary>
    /// A command ends the subgraph, so that nobody would ever get an answer to what its siblings ask. The superstep is not applied; the answers that its tasks took are kept, so
    /// that the history can be verified.
    /// </summary>
    private async ValueTask<LoopResult> LeaveAsync()
    {
        if (loop.Tasks.Exists(static t => t.HasNewAnswers))
        {
            await StorePendingAsync().ConfigureAwait(false);
        }

        return new LoopResult(LoopEnd.LeftForParent, [], [.. loop.Tasks.Where(static t => t.ParentCommand is not null).Select(static t => t.ParentCommand!)]);
    }

    private async ValueTask<Exception> FailAsync(GraphTask failed)
    {
        var cause = loop.Tasks.Find(static t => t is { State: TaskState.Failed, Error: not OperationCanceledException }) ?? failed;
        var error = cause.Error!;

        // A subgraph fails before the node that called it: its node is the one that is named.
        if (!ReferenceEquals(loop.Run.Failure, error))
        {
            (loop.Run.Failure, loop.Run.FailedNode) = (error, cause.NodeName);
        }

        await StorePendingAsync().ConfigureAwait(false);
        return error is OperationCanceledException && Token.IsCancellationRequested
            ? new OperationCanceledException(error.Message, error, Token)
            : Rethrown.From(error);
    }

    /// <summary>Ends the run with a pause.</summary>
    public async ValueTask<LoopResult> PauseAsync(IReadOnlyList<Interrupt> interrupts)
    {
        await StorePendingAsync().ConfigureAwait(false);
        if (loop.Tasks.Find(static task => task.StorageError is not null) is { } unstorable)
        {
            throw unstorable.StorageError!;
        }

        if (loop.Caller is null)
        {
            await ShowFinishedAsync().ConfigureAwait(false);
            if (interrupts.Count == 0)
            {
                await LoopEvents.BreakpointAsync(loop).ConfigureAwait(false);
            }
        }

        return new LoopResult(LoopEnd.Paused, interrupts);
    }

    /// <summary>Stores what the tasks of a superstep left that is not applied.</summary>
    public async ValueTask StorePendingAsync()
    {
        if (!committer.IsEnabled)
        {
            return;
        }

        await committer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        var writes = PendingWriter.Collect(loop, loop.Tasks);
        KeptUpdates.Collect(loop, writes);
        LeftEmissions.Collect(loop, writes);
        loop.RecordedWrites?.Keep(loop, writes);
        await committer.PutWritesAsync(writes, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Shows the writes of finished siblings in the values of a run that pauses; they are not committed.</summary>
    private async ValueTask ShowFinishedAsync()
    {
        foreach (var task in loop.Tasks)
        {
            if (task.IsFinished)
            {
                StepApplier.Write(loop, task);
                loop.Superstep.IsShowingPending = true;
            }
        }

        var wroteOutput = loop.Channels.HasWritten(loop.Graph.OutputChannels);
        if (loop.Superstep.IsShowingPending)
        {
            loop.Channels.EndStep();
        }

        if (wroteOutput)
        {
            await LoopEvents.ValuesAsync(loop).ConfigureAwait(false);
        }
    }
}
