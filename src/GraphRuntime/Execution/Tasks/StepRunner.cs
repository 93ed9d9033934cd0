using System.Collections.Concurrent;
using GraphRuntime.Diagnostics;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>
/// Runs the tasks of a superstep with several tasks. A few workers start them; a task that continues asynchronously frees its worker.
/// Finished tasks are returned one by one, in the order in which they finished.
/// </summary>
internal sealed class StepRunner : IDisposable
{
    private readonly TaskQueue _queue;
    private readonly GraphTask _first;
    private readonly int _count;
    private readonly EngineServices _services;
    private readonly ConcurrentQueue<GraphTask> _finished = new();
    private readonly CancellationTokenSource _step;
    private readonly int _limit;
    private TaskCompletionSource? _progress;
    private int _taken;

    public StepRunner(List<GraphTask> tasks, EngineServices services, int? maxConcurrency, CancellationToken cancellationToken)
    {
        // A copy: a worker that gets its thread late reads it when the caller may have begun the next superstep.
        _queue = new TaskQueue([.. tasks], maxConcurrency ?? int.MaxValue);
        _first = tasks[0];
        _count = tasks.Count;
        _services = services;
        _limit = maxConcurrency ?? int.MaxValue;
        _step = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        foreach (var task in tasks)
        {
            task.ParentToken = _step.Token;
        }
    }

    /// <summary>True once every task has been taken.</summary>
    public bool IsDone => _taken == _count;

    public void Start()
    {
        var workers = Math.Min(Math.Min(_services.MaxThreads, _limit), _count);
        for (var i = 1; i < workers; i++)
        {
            _services.Dispatch(RunTasks);
        }

        RunTasks();
    }

    /// <summary>Takes the next finished task, if there is one.</summary>
    public bool TryTake(out GraphTask task)
    {
        if (!_finished.TryDequeue(out task!))
        {
            return false;
        }

        _taken++;
        if (task.State == TaskState.Failed)
        {
            Cancel(task);
        }

        return true;
    }

    /// <summary>Cancels what still runs and waits for its end: no node runs on after the call of the graph has failed.</summary>
    public async ValueTask AbortAsync()
    {
        Cancel(_first);
        while (!IsDone)
        {
            while (TryTake(out var task))
            {
                await task.EndAsync().ConfigureAwait(false);
            }

            if (!IsDone)
            {
                await WaitAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits until a task may have finished.</summary>
    public async ValueTask WaitAsync()
    {
        var progress = new TaskCompletionSource();
        Volatile.Write(ref _progress, progress);
        Interlocked.MemoryBarrier();
        if (_finished.IsEmpty)
        {
            await progress.Task.ConfigureAwait(false);
        }
    }

    public void Dispose() => _step.Dispose();

    private void Cancel(GraphTask task)
    {
        if (_step.CancelSafely() is { } exception)
        {
            GraphLog.CancellationThrew(_services.Logger, exception, task.RunId, task.Loop.Graph.Name, task.ThreadId, task.NodeName);
        }
    }

    private void RunTasks()
    {
        while (_queue.TryTake(out var task))
        {
            var running = TaskRunner.RunAsync(task, isAlone: false);
            if (running.IsCompleted)
            {
                Finish(task);
            }
            else
            {
                _ = AwaitAsync(task, running);
            }
        }
    }

    private async Task AwaitAsync(GraphTask task, ValueTask running)
    {
        await running.ConfigureAwait(false);
        Finish(task);
        RunTasks();
    }

    private void Finish(GraphTask task)
    {
        _queue.Release(task);
        _finished.Enqueue(task);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _progress) is { Task.IsCompleted: false } progress)
        {
            // The waiting stage continues on the dispatcher, never inside the node that has finished.
            _services.Dispatch(() => progress.TrySetResult());
        }
    }
}
