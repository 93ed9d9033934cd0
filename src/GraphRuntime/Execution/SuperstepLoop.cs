using GraphRuntime.Checkpointing;
using GraphRuntime.Effects;

namespace GraphRuntime.Execution;

/// <summary>Runs one graph: plan, run, apply, commit, until nothing is left to run or it has to pause.</summary>
internal sealed class SuperstepLoop(LoopState loop, BreakpointSet before, BreakpointSet after) : IDisposable
{
    private readonly StepCommitter _committer = new(loop);
    private RunStage? _runStage;

    private CancellationToken Token => loop.CancellationToken;

    private bool NeedsRegion => loop.Run.Control is not null && loop.Tasks.Exists(static task => task.Node.Options.NoInterrupt && !task.IsFinished);

    /// <summary>Runs the graph. The state must be loaded.</summary>
    /// <param name="input">The input, or <see langword="null"/> to go on.</param>
    /// <param name="resumes">Whether the graph above goes on with what was pending.</param>
    /// <param name="at">The checkpoint that was addressed by its id, or <see langword="null"/>.</param>
    public async ValueTask<LoopResult> RunAsync(GraphInput input, bool resumes, long? at)
    {
        LoopResult result;
        try
        {
            await new LoopInput(loop, _committer).TakeAsync(input, resumes, at).ConfigureAwait(false);
            result = await StepAsync().ConfigureAwait(false);
        }
        catch
        {
            await EndAsync(failed: true).ConfigureAwait(false);
            throw;
        }

        await EndAsync(failed: false, result.End).ConfigureAwait(false);
        return result;
    }

    /// <summary>Applies an input and runs no node.</summary>
    public async ValueTask TakeInputAsync(GraphInput input)
    {
        await new LoopInput(loop, _committer).TakeAsync(input, resumes: false, at: null).ConfigureAwait(false);
        await ApplyInputAsync().ConfigureAwait(false);
        await EndAsync(failed: false).ConfigureAwait(false);
    }

    public void Dispose() => _committer.Dispose();

    private async ValueTask<LoopResult> StepAsync()
    {
        if (loop.Schedule.Input is not null)
        {
            await ApplyInputAsync().ConfigureAwait(false);
        }

        while (true)
        {
            StepPlanner.Plan(loop);
            await LoopEvents.CheckpointAsync(loop).ConfigureAwait(false);
            if (loop.Tasks.Count == 0)
            {
                return new LoopResult(LoopEnd.Completed, []);
            }

            if (loop.StaysPaused)
            {
                return await PauseAsync([]).ConfigureAwait(false);
            }

            if (loop.Caller is null && loop.Run.Drain.IsCancellationRequested)
            {
                return new LoopResult(LoopEnd.Drained, []);
            }

            if (StepPlanner.Reuse(loop))
            {
                await LoopEvents.TasksReusedAsync(loop).ConfigureAwait(false);
            }

            if (!loop.Tasks.TrueForAll(static t => t.IsFinished))
            {
                if (loop.BreakpointsArmed && before.Hits(loop.Tasks))
                {
                    return await PauseAsync([]).ConfigureAwait(false);
                }

                Token.ThrowIfCancellationRequested();
                await LoopEvents.TasksStartedAsync(loop).ConfigureAwait(false);
                loop.Run.CheckOwnership?.Invoke();
                var (end, isDone) = NeedsRegion ? await FinishStepInRegionAsync().ConfigureAwait(false) : (await RunAndJudgeAsync().ConfigureAwait(false), false);
                if (end is { } reached)
                {
                    return reached;
                }

                if (isDone)
                {
                    continue;
                }
            }

            if (await EndStepAsync().ConfigureAwait(false) is { } pause)
            {
                return pause;
            }
        }
    }

    /// <summary>Runs the tasks and applies the superstep while nobody may interrupt the run.</summary>
    private async ValueTask<(LoopResult? End, bool IsDone)> FinishStepInRegionAsync()
    {
        var region = await NoInterruptRegion.EnterAsync(loop.Run.Control).ConfigureAwait(false);
        await using (region.ConfigureAwait(false))
        {
            var end = await RunAndJudgeAsync().ConfigureAwait(false) ?? await EndStepAsync().ConfigureAwait(false);
            return (end, end is null);
        }
    }

    private async ValueTask<LoopResult?> RunAndJudgeAsync()
    {
        await (_runStage ??= new RunStage(loop, _committer)).RunAsync().ConfigureAwait(false);
        return await JudgeAsync().ConfigureAwait(false);
    }

    private async ValueTask<LoopResult?> EndStepAsync()
    {
        if (!await CompleteStepAsync().ConfigureAwait(false))
        {
            return null;
        }

        StepPlanner.Plan(loop);
        return await PauseAsync([]).ConfigureAwait(false);
    }

    /// <summary>Applies the input: the superstep of the virtual entry node.</summary>
    private async ValueTask ApplyInputAsync()
    {
        var update = loop.Schedule.Input!;
        loop.InputChild = 0;
        var task = new GraphTask(loop, loop.Graph.Start, -1, null)
        {
            Update = loop.Graph.InputChannels is { } mask ? new MaskedUpdate(update, mask) : update,
            ParentToken = Token,
        };
        loop.Tasks.Clear();
        loop.Tasks.Add(task);
        await LoopEvents.CheckpointAsync(loop).ConfigureAwait(false);
        try
        {
            if (_committer.HasUnsaved)
            {
                StepApplier.Try(loop);
            }

            StepApplier.Write(loop, task);
            if (task.Node.Branches.Length > 0)
            {
                await Router.BranchAsync(task, isAlone: true).ConfigureAwait(false);
            }
        }
        catch
        {
            await _committer.CommitInputAloneAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await CompleteStepAsync().ConfigureAwait(false);
    }

    /// <summary>Applies and commits the superstep. True where the run pauses after it.</summary>
    private async ValueTask<bool> CompleteStepAsync()
    {
        try
        {
            if (_committer.HasUnsaved)
            {
                StepApplier.Try(loop);
            }

            StepApplier.Apply(loop);
        }
        catch (InvalidUpdateException)
        {
            // The nodes did their work; what they wrote is kept, so that an edit of the state can mend it without running them again.
            await StorePendingAsync().ConfigureAwait(false);
            throw;
        }

        var wroteOutput = loop.Run.Sink is not null && loop.Channels.HasWritten(loop.Graph.OutputChannels);
        var pauses = after.Hits(loop.Tasks);
        loop.IsResuming = false;
        loop.BreakpointsArmed = true;
        await CommandEdit.StoreAsync(loop, _committer).ConfigureAwait(false);
        loop.ForgetPending();
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

    private ValueTask CommitAsync(bool pauses)
    {
        try
        {
            var commit = StepStoreWrites.CommitAsync(loop, _committer, pauses || WillPauseBefore());
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
        throw await StorageRefusal.KeepOthersAsync(loop, _committer, refusal).ConfigureAwait(false);

    private bool WillPauseBefore() => !before.IsEmpty && before.Hits(loop.Schedule, loop.Graph);

    /// <summary>Looks at how the tasks ended; <see langword="null"/> where the superstep can be applied.</summary>
    private async ValueTask<LoopResult?> JudgeAsync()
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
            // A command ends the subgraph, so that nobody would ever get an answer to what its siblings ask.
            return new LoopResult(LoopEnd.LeftForParent, [], [.. loop.Tasks.Where(static t => t.ParentCommand is not null).Select(static t => t.ParentCommand!)]);
        }

        if (loop.Tasks.Exists(static t => t.State == TaskState.Paused))
        {
            return await PauseAsync([.. loop.Tasks.Where(static t => t.State == TaskState.Paused && t.Interrupts is not null).SelectMany(static t => t.Interrupts!)])
                .ConfigureAwait(false);
        }

        throw RouteException.NothingAbove(loop.Graph.Name, loop.Tasks.Find(static t => t.ParentCommand is not null)!.NodeName);
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

    private async ValueTask<LoopResult> PauseAsync(IReadOnlyList<Interrupt> interrupts)
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

    private async ValueTask StorePendingAsync()
    {
        if (!_committer.IsEnabled)
        {
            return;
        }

        await _committer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        var writes = PendingWriter.Collect(loop, loop.Tasks);
        loop.RecordedWrites?.Keep(loop, writes);
        await _committer.PutWritesAsync(writes, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Shows the writes of finished siblings in the values of a run that pauses; they are not committed.</summary>
    private async ValueTask ShowFinishedAsync()
    {
        foreach (var task in loop.Tasks)
        {
            if (task.IsFinished)
            {
                StepApplier.Write(loop, task);
                loop.IsShowingPending = true;
            }
        }

        var wroteOutput = loop.Channels.HasWritten(loop.Graph.OutputChannels);
        if (loop.IsShowingPending)
        {
            loop.Channels.EndStep();
        }

        if (wroteOutput)
        {
            await LoopEvents.ValuesAsync(loop).ConfigureAwait(false);
        }
    }

    private async ValueTask EndAsync(bool failed, LoopEnd end = LoopEnd.Completed)
    {
        var isFresh = loop.Caller is not null && loop.Graph.Options.Persistence == SubgraphPersistence.Inherit;
        if (failed || end != LoopEnd.Completed || !isFresh)
        {
            await _committer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            await _committer.WaitAsync().ConfigureAwait(false);
        }

        if (!failed && _committer.IsEnabled && !isFresh && loop.ShowsHead)
        {
            loop.KeepOutput();
            if (loop.Channels.TryDetach())
            {
                loop.Graph.Cache.Put(new ChannelCache.Entry(loop.Address, loop.CheckpointId, loop.CreatedAt, loop.Run.RunId, loop.Channels));
            }
        }
    }
}
