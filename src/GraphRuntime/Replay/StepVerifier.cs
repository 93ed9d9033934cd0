using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Effects;
using GraphRuntime.Execution;

namespace GraphRuntime.Replay;

/// <summary>Runs the tasks of one recorded superstep again, and compares what they give with the history.</summary>
/// <param name="reader">Opens the graph.</param>
/// <param name="run">What the tasks run in; it stores nothing.</param>
/// <param name="step">The superstep.</param>
internal sealed class StepVerifier(HistoryReader reader, RunContext run, RecordedStep step)
{
    private readonly LoopState _loop = reader.Open(run, step.Before);

    private ReplayWatch Watch => run.Watch!;

    /// <returns>The channels as the replay left them. What differs is reported to the watch of the run.</returns>
    public async ValueTask<Channels.ChannelSet> VerifyAsync()
    {
        Watch.Expect(_loop);
        if (step.AppliesInput)
        {
            await RunInputAsync().ConfigureAwait(false);
        }
        else
        {
            await RunTasksAsync().ConfigureAwait(false);
        }

        Watch.ThrowIfObstructed();
        run.CancellationToken.ThrowIfCancellationRequested();
        if (!Watch.HasDivergence && !step.AppliesInput)
        {
            CompareTasks();
        }

        if (!Watch.HasDivergence && TryApply())
        {
            CompareState();
        }

        // What is never stored is not part of a history.
        Array.ForEach(Array.FindAll(_loop.Channels.All, static channel => !channel.Definition.IsStored), static channel => channel.Reset());
        return _loop.Channels;
    }

    /// <summary>The input is what it was; the conditional edges of the start choose again.</summary>
    private async ValueTask RunInputAsync()
    {
        var task = new GraphTask(_loop, _loop.Graph.Start, -1, null)
        {
            Update = new StoredUpdate(step.Results[0].Result, _loop.Graph.Schema),
            ParentToken = _loop.CancellationToken,
        };
        _loop.Tasks.Add(task);
        StepApplier.Write(_loop, task);
        try
        {
            await Router.BranchAsync(task, isAlone: true).ConfigureAwait(false);
        }
        catch (Exception e) when (!run.CancellationToken.IsCancellationRequested)
        {
            Report(new TaskComparison(task, step.Results[0].Result).Failed(e));
        }
    }

    private async ValueTask RunTasksAsync()
    {
        StepPlanner.Plan(_loop);
        foreach (var task in _loop.Tasks)
        {
            task.Answers = TaskCodec.ReadAnswers(ResultOf(task));
        }

        using var committer = new StepCommitter(_loop);
        await new RunStage(_loop, committer).RunAsync().ConfigureAwait(false);
    }

    private void CompareTasks()
    {
        if (Watch.FindRefused(_loop) is var (refused, key))
        {
            Report(new ReplayDivergence { Kind = ReplayDivergenceKind.Effect, Node = refused.NodeName, TaskId = refused.TaskId, EffectKey = key });
            return;
        }

        // A sibling that was cancelled because this one failed says nothing.
        if (_loop.Tasks.Find(static task => task is { State: TaskState.Failed, Error: not OperationCanceledException }) is { } failed)
        {
            Report(new TaskComparison(failed, ResultOf(failed)).Failed(failed.Error!));
            return;
        }

        var recorded = reader.Open(run, step.Before);
        foreach (var task in _loop.Tasks)
        {
            var comparison = new TaskComparison(task, ResultOf(task));
            if (comparison.AsksWhatWasAnswered)
            {
                throw step.After.NotReplayable(_loop, $"the answer to a question of node '{task.NodeName}' is not stored; an earlier version of this library did not keep it.");
            }

            if (comparison.Find(recorded) is { } divergence)
            {
                Report(divergence);
                return;
            }
        }
    }

    private bool TryApply()
    {
        try
        {
            StepApplier.Apply(_loop);
            _loop.Channels.EndStep();
            return true;
        }
        catch (InvalidUpdateException e)
        {
            Report(new ReplayDivergence { Kind = ReplayDivergenceKind.Failure, Node = e.Node, Replayed = TaskComparison.ErrorOf(e) });
            return false;
        }
    }

    private void CompareState()
    {
        var after = reader.Look(run, step.After);
        if (ChannelComparison.Find(after.Channels, _loop.Channels) is var (channel, recorded, replayed))
        {
            Report(new ReplayDivergence { Kind = ReplayDivergenceKind.State, Channel = channel, Recorded = recorded, Replayed = replayed });
            return;
        }

        var (then, now) = (ScheduleJson.Of(after.Schedule, after.Graph), ScheduleJson.Of(_loop.Schedule, _loop.Graph));
        if (!JsonElement.DeepEquals(then, now))
        {
            Report(new ReplayDivergence
            {
                Kind = ReplayDivergenceKind.Next,
                Node = _loop.Tasks is [{ } only] ? only.NodeName : null,
                Recorded = then,
                Replayed = now,
            });
        }
    }

    private JsonElement ResultOf(GraphTask task) => step.Find(task.TaskId)
        ?? throw step.After.NotReplayable(_loop, $"the result of task '{task.TaskId}' is not stored with it.");

    private void Report(ReplayDivergence divergence) => Watch.Report(_loop, divergence, step.After.Record.Id);
}
