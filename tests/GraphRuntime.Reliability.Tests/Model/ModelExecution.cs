using System.Globalization;

namespace GraphRuntime.Reliability.Tests.Model;

/// <summary>Does the same to a coordinator and to a model, and compares them after every step.</summary>
internal sealed class ModelExecution(Bench bench, string name)
{
    private static readonly MultitaskStrategy[] Strategies = [MultitaskStrategy.Enqueue, MultitaskStrategy.Reject, MultitaskStrategy.Interrupt, MultitaskStrategy.Rollback];

    private readonly Gates _gates = new();
    private readonly Dictionary<string, ThreadModel> _threads = new(StringComparer.Ordinal);
    private readonly List<string> _done = [];
    private ThreadRunCoordinator? _coordinator;
    private int _runs;

    private ThreadRunCoordinator Coordinator => _coordinator!;

    public async Task RunAsync(IEnumerable<int> commands)
    {
        await StartAsync();
        try
        {
            foreach (var command in commands)
            {
                await DoAsync(command);
            }

            foreach (var (threadId, thread) in _threads)
            {
                await DeleteAsync(threadId, thread);
            }
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{bench.Store}, after {string.Join(", ", _done)}: {exception.Message}", exception);
        }
        finally
        {
            _gates.AreOpen = true;
            await StopAsync();
        }
    }

    private static void Build(StateGraph<TalkState> graph, Gates gates) => graph
        .AddNode("talk", async (state, context) =>
        {
            var text = state.Messages[^1];
            await gates.PassAsync(context.RunId, context.CancellationToken);
            return new TalkState.Update { Messages = [text[0] == 'q' ? $"{text}: {context.Interrupt<string>("?")}" : $"a({text})"] };
        })
        .AddEdge(Graph.Start, "talk");

    private async Task StartAsync() => _coordinator = await bench.StartAsync(
        graphs => graphs.AddGraph<TalkState>("talk", graph => Build(graph, _gates)), static options => options.DrainTimeout = TimeSpan.FromMilliseconds(1));

    private async Task StopAsync()
    {
        using var impatient = new CancellationTokenSource();
        await impatient.CancelAsync();
        await Coordinator.StopAsync(impatient.Token).Soon();
        await bench.EndAsync(Coordinator);
    }

    private async Task DoAsync(int command)
    {
        var threadId = $"{name}-{command % 2}";
        var number = command / 2;
        if (!_threads.TryGetValue(threadId, out var thread))
        {
            _threads[threadId] = thread = new ThreadModel();
        }

        var what = number % 16;
        number /= 16;
        var stepped = what switch
        {
            < 6 => SubmitAsync(threadId, thread, Strategies[number % 4], number / 4 % 4 == 0 ? "q" : "m"),
            < 10 => FinishAsync(thread),
            10 or 11 => AnswerAsync(threadId, thread),
            12 => CancelAsync(threadId, thread, number),
            13 => RollBackAsync(threadId, thread, number),
            14 when number % 3 == 0 => DeleteAsync(threadId, thread),
            15 when number % 3 == 0 => RestartAsync(),
            _ => FinishAsync(thread),
        };
        await stepped;
        foreach (var (id, model) in _threads)
        {
            await CompareAsync(id, model);
        }
    }

    private async Task SubmitAsync(string threadId, ThreadModel thread, MultitaskStrategy strategy, string kind)
    {
        var run = NewRun(kind);
        _done.Add($"{strategy} {run.Text} on {threadId}");
        var accepted = thread.Submit(run, strategy);
        var submit = () => Coordinator.CreateRunAsync(threadId, "talk", new TalkState.Update { Messages = [run.Text] }, new RunOptions { RunId = run.RunId, MultitaskStrategy = strategy }).AsTask();
        if (accepted)
        {
            await submit().Soon();
        }
        else
        {
            await submit.Should().ThrowAsync<RunConflictException>();
        }
    }

    private async Task AnswerAsync(string threadId, ThreadModel thread)
    {
        if (thread.IsBusy)
        {
            return;
        }

        var run = NewRun("yes") with { IsAnswer = true };
        _done.Add($"answer {run.Text} on {threadId}");
        var submit = () => Coordinator.CreateRunAsync(threadId, "talk", GraphInput.Answer(run.Text), new RunOptions { RunId = run.RunId }).AsTask();
        if (thread.Open is null)
        {
            await submit.Should().ThrowAsync<AnswerException>();
            return;
        }

        thread.Submit(run, MultitaskStrategy.Enqueue);
        await submit().Soon();
    }

    private Task FinishAsync(ThreadModel thread)
    {
        if (thread.Running is { } run)
        {
            _done.Add($"finish {run.Text}");
            thread.Finish();
            _gates.Open(run.RunId);
        }

        return Task.CompletedTask;
    }

    private async Task CancelAsync(string threadId, ThreadModel thread, int number)
    {
        if (InFlight(thread, number) is { } run)
        {
            _done.Add($"cancel {run.Text}");
            thread.Cancel(run);
            await Coordinator.CancelRunAsync(threadId, run.RunId, new CancelOptions { Wait = true }).Soon();
        }
    }

    private async Task RollBackAsync(string threadId, ThreadModel thread, int number)
    {
        if (InFlight(thread, number) is { } run)
        {
            _done.Add($"roll back {run.Text}");
            thread.RollBack(run);
            await Coordinator.CancelRunAsync(threadId, run.RunId, new CancelOptions { Action = CancelAction.Rollback, Wait = true }).Soon();
        }
    }

    private async Task DeleteAsync(string threadId, ThreadModel thread)
    {
        _done.Add($"delete {threadId}");
        var existed = await ExistsAsync(threadId);
        if (existed)
        {
            await Coordinator.DeleteThreadAsync(threadId).Soon();
        }

        thread.Delete();
    }

    private async Task RestartAsync()
    {
        _done.Add("restart");
        foreach (var running in _threads.Values.Select(thread => thread.Running).OfType<ModelRun>())
        {
            await _gates.CameAsync(running.RunId);
        }

        await StopAsync();
        foreach (var running in _threads.Values.Select(thread => thread.Running).OfType<ModelRun>())
        {
            _gates.Forget(running.RunId);
        }

        await StartAsync();
    }

    private async Task CompareAsync(string threadId, ThreadModel model)
    {
        foreach (var ended in model.Records.Where(run => run.Status is not (RunStatus.Pending or RunStatus.Running)))
        {
            var info = await Coordinator.JoinAsync(threadId, ended.RunId).Soon();
            (info.Status, info.Reason).Should().Be((ended.Status, ended.Reason), "that is how {0} ended", ended.Text);
        }

        if (model.Running is { } running)
        {
            await _gates.CameAsync(running.RunId);
        }

        if (!await ExistsAsync(threadId))
        {
            (model.Records.Count, model.Messages.Count).Should().Be((0, 0), "there is no thread");
            return;
        }

        var queue = await Coordinator.GetQueueAsync(threadId);
        queue.RunningRunId.Should().Be(model.Running?.RunId);
        queue.PendingRunIds.Should().Equal(model.Pending.Select(run => run.RunId));
        (await Coordinator.ListRunsAsync(threadId, new RunListOptions { NewestFirst = false, Limit = 1000 })).Select(run => run.RunId).Should().Equal(model.Records.Select(run => run.RunId));
        var thread = await Coordinator.GetThreadAsync(threadId);
        thread.Status.Should().Be(model.IsBusy ? ThreadStatus.Busy : model.Open is null ? ThreadStatus.Idle : ThreadStatus.Interrupted);
        (await SaidAsync(threadId)).Should().Equal(model.Messages);
    }

    private async Task<IEnumerable<string>> SaidAsync(string threadId)
    {
        var state = await Coordinator.GetStateAsync(threadId, "talk");
        return ((StateSnapshot<TalkState>)state).State.Messages;
    }

    private async Task<bool> ExistsAsync(string threadId)
    {
        try
        {
            await Coordinator.GetThreadAsync(threadId).Soon();
            return true;
        }
        catch (ThreadNotFoundException)
        {
            return false;
        }
    }

    private static ModelRun? InFlight(ThreadModel thread, int number)
    {
        var all = thread.Records.Where(run => run.Status is RunStatus.Pending or RunStatus.Running).ToList();
        return all.Count == 0 ? null : all[number % all.Count];
    }

    private ModelRun NewRun(string kind)
    {
        var number = (++_runs).ToString(CultureInfo.InvariantCulture);
        return new ModelRun($"{name}-r{number}", kind + number);
    }
}
