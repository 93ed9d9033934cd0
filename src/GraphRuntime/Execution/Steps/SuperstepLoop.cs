using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Runs one graph: plan, run, apply, commit, until nothing is left to run or it has to pause.</summary>
internal sealed class SuperstepLoop : IDisposable
{
    private readonly LoopState _loop;
    private readonly BreakpointSet _before;
    private readonly StepCommitter _committer;
    private readonly StepOutcome _outcome;
    private readonly StepCompletion _completion;
    private readonly Func<ValueTask>? _steer;
    private RunStage? _runStage;

    public SuperstepLoop(LoopState loop, BreakpointSet before, BreakpointSet after)
    {
        _loop = loop;
        _before = before;
        _committer = new StepCommitter(loop);
        loop.EnsureStoredAsync = _committer.EnsureStoredAsync;
        _outcome = new StepOutcome(loop, _committer);
        _completion = new StepCompletion(loop, _committer, _outcome, before, after);
        _steer = loop.Run.Steering is not { } steering ? null
            : loop.Caller is null ? new SteeringStage(loop, _committer, steering, ApplyInputAsync).RunAsync
            : CallSteeringStage.Takes(loop) ? new CallSteeringStage(loop, _committer, steering).RunAsync
            : null;
    }

    private CancellationToken Token => _loop.CancellationToken;

    private bool NeedsRegion => _loop.Run.Control is not null && _loop.Tasks.Exists(static task => task.Node.Options.NoInterrupt && !task.IsFinished);

    /// <summary>Runs the graph. The state must be loaded.</summary>
    /// <param name="input">The input, or <see langword="null"/> to go on.</param>
    /// <param name="resumes">Whether the graph above goes on with what was pending.</param>
    /// <param name="at">The checkpoint that was addressed by its id, or <see langword="null"/>.</param>
    public async ValueTask<LoopResult> RunAsync(GraphInput input, bool resumes, long? at)
    {
        LoopResult result;
        try
        {
            result = await new LoopInput(_loop, _committer).TakeAsync(input, resumes, at).ConfigureAwait(false)
                ? await StepAsync().ConfigureAwait(false)
                : new LoopResult(LoopEnd.Held, []);
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
        await new LoopInput(_loop, _committer).TakeAsync(input, resumes: false, at: null).ConfigureAwait(false);
        await ApplyInputAsync().ConfigureAwait(false);
        await EndAsync(failed: false).ConfigureAwait(false);
    }

    public void Dispose() => _committer.Dispose();

    private async ValueTask<LoopResult> StepAsync()
    {
        if (_loop.Schedule.Input is not null)
        {
            await ApplyInputAsync().ConfigureAwait(false);
        }

        LoopResult? end = null;
        while (end is null)
        {
            if (_steer is not null)
            {
                await _steer().ConfigureAwait(false);
            }

            StepPlanner.Plan(_loop);
            await LoopEvents.CheckpointAsync(_loop).ConfigureAwait(false);
            if (EndBeforeTasks() is { } early)
            {
                return early == LoopEnd.Paused ? await _outcome.PauseAsync([]).ConfigureAwait(false) : new LoopResult(early, []);
            }

            if (StepPlanner.Reuse(_loop))
            {
                await LoopEvents.TasksReusedAsync(_loop).ConfigureAwait(false);
            }

            if (!_loop.Tasks.TrueForAll(static task => task.IsFinished))
            {
                if (_loop.Superstep.BreakpointsArmed && _before.Hits(_loop.Tasks))
                {
                    return await _outcome.PauseAsync([]).ConfigureAwait(false);
                }

                Token.ThrowIfCancellationRequested();
                await LoopEvents.TasksStartedAsync(_loop).ConfigureAwait(false);
                _loop.Run.CheckOwnership?.Invoke();
                end = NeedsRegion
                    ? await FinishStepInRegionAsync().ConfigureAwait(false)
                    : await RunAndJudgeAsync().ConfigureAwait(false) ?? await EndStepAsync().ConfigureAwait(false);
            }
            else
            {
                end = await EndStepAsync().ConfigureAwait(false);
            }
        }

        return end.Value;
    }

    /// <summary>How the run ends where no task of the plan is to run; <see langword="null"/> if one is.</summary>
    private LoopEnd? EndBeforeTasks() =>
        _loop.Tasks.Count == 0 ? LoopEnd.Completed
        : _loop.Superstep.StaysPaused ? LoopEnd.Paused
        : _loop.Caller is null && _loop.Run.Drain.IsCancellationRequested ? LoopEnd.Drained
        : null;

    /// <summary>Runs the tasks and applies the superstep while nobody may interrupt the run.</summary>
    private async ValueTask<LoopResult?> FinishStepInRegionAsync()
    {
        var region = await NoInterruptRegion.EnterAsync(_loop.Run.Control).ConfigureAwait(false);
        await using (region.ConfigureAwait(false))
        {
            return await RunAndJudgeAsync().ConfigureAwait(false) ?? await EndStepAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<LoopResult?> RunAndJudgeAsync()
    {
        await (_runStage ??= new RunStage(_loop, _committer)).RunAsync().ConfigureAwait(false);
        return await _outcome.JudgeAsync().ConfigureAwait(false);
    }

    private async ValueTask<LoopResult?> EndStepAsync()
    {
        if (!await _completion.CompleteAsync().ConfigureAwait(false))
        {
            return null;
        }

        StepPlanner.Plan(_loop);
        return await _outcome.PauseAsync([]).ConfigureAwait(false);
    }

    /// <summary>Applies the input: the superstep of the virtual entry node.</summary>
    private async ValueTask ApplyInputAsync()
    {
        var update = _loop.Schedule.Input!;
        _loop.Loaded = _loop.Loaded.WithoutInput();
        var task = new GraphTask(_loop, _loop.Graph.Start, -1, null)
        {
            Update = MaskedUpdate.Of(_loop.Graph, update),
            ParentToken = Token,
        };
        _loop.Tasks.Clear();
        _loop.Tasks.Add(task);
        await LoopEvents.CheckpointAsync(_loop).ConfigureAwait(false);
        try
        {
            if (_committer.HasUnsaved)
            {
                StepApplier.Try(_loop);
            }

            StepApplier.Write(_loop, task);
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

        await _completion.CompleteAsync().ConfigureAwait(false);
    }

    private async ValueTask EndAsync(bool failed, LoopEnd end = LoopEnd.Completed)
    {
        var isFresh = _loop.Caller is not null && _loop.Graph.Options.Persistence == SubgraphPersistence.Inherit;
        if (failed || end != LoopEnd.Completed || !isFresh)
        {
            await _committer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            await _committer.WaitAsync().ConfigureAwait(false);
        }

        // Channels that the update for the graph above still reads are not handed to the next call, which would change them.
        if (!failed && _committer.IsEnabled && !isFresh && _loop.ShowsHead && _loop.Run.Watch is null && _loop.RecordedWrites is not { HasOverwritten: true })
        {
            _loop.KeepOutput();
            if (_loop.Channels.TryDetach())
            {
                _loop.Graph.Cache.Put(new ChannelCache.Entry(_loop.Address, _loop.CheckpointId, _loop.At.CreatedAt, _loop.Run.RunId, _loop.Channels));
            }
        }
    }
}
