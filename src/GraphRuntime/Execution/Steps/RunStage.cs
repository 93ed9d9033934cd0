namespace GraphRuntime.Execution;

/// <summary>The stage of a superstep in which its tasks run; what finished early is stored while the others go on.</summary>
internal sealed class RunStage(LoopState loop, StepCommitter committer)
{
    private readonly List<GraphTask> _toRun = [];

    public ValueTask RunAsync()
    {
        if (loop.Tasks.Count > 1)
        {
            return RunManyAsync();
        }

        var task = loop.Tasks[0];
        var running = TaskRunner.RunAsync(task, isAlone: true);
        return running.IsCompletedSuccessfully && task.HoldsNothing && loop.Run.Sink is null ? ValueTask.CompletedTask : FinishOneAsync(task, running);
    }

    private async ValueTask FinishOneAsync(GraphTask task, ValueTask running)
    {
        await running.ConfigureAwait(false);
        await task.EndAsync().ConfigureAwait(false);
        await LoopEvents.TaskFinishedAsync(loop, task).ConfigureAwait(false);
    }

    private async ValueTask RunManyAsync()
    {
        loop.ReadState();
        _toRun.Clear();
        foreach (var task in loop.Tasks)
        {
            if (!task.IsFinished)
            {
                _toRun.Add(task);
            }
        }

        using var runner = new StepRunner(_toRun, loop.Run.Services, loop.Run.Config.MaxConcurrency, loop.CancellationToken);
        runner.Start();
        try
        {
            await FinishManyAsync(runner).ConfigureAwait(false);
        }
        catch
        {
            // The store, or the reader of the events, failed while tasks run.
            await runner.AbortAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask FinishManyAsync(StepRunner runner)
    {
        var unsaved = new List<GraphTask>();
        while (true)
        {
            while (runner.TryTake(out var task))
            {
                await task.EndAsync().ConfigureAwait(false);
                await LoopEvents.TaskFinishedAsync(loop, task).ConfigureAwait(false);
                unsaved.Add(task);
            }

            if (runner.IsDone)
            {
                return;
            }

            await SaveFinishedAsync(unsaved).ConfigureAwait(false);
            await runner.WaitAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Stores the results of finished tasks while their siblings still run, so that a crash does not run them again.</summary>
    private async ValueTask SaveFinishedAsync(List<GraphTask> unsaved)
    {
        if (unsaved.Count > 0 && committer.IsEnabled && loop.Run.Config.Durability == DurabilityMode.Sync)
        {
            await committer.PutWritesAsync(PendingWriter.Collect(loop, unsaved), CancellationToken.None).ConfigureAwait(false);
        }

        unsaved.Clear();
    }
}
