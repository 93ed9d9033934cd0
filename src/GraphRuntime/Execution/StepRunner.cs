using System.Collections.Concurrent;

namespace GraphRuntime.Execution;

/// <summary>
/// The run stage of a superstep with several tasks. Lanes on a few threads start the tasks; one that does not complete at once gives its lane free.
/// Finished tasks come back one by one, in the order in which they finished.
/// </summary>
internal sealed class StepRunner : IDisposable
{
    private readonly GraphTask[] _tasks;
    private readonly EngineServices _services;
    private readonly ConcurrentQueue<GraphTask> _finished = new();
    private readonly CancellationTokenSource _step;
    private readonly int _limit;
    private TaskCompletionSource? _progress;
    private int _next;
    private int _inFlight;
    private int _taken;

    public StepRunner(List<GraphTask> tasks, EngineServices services, int? maxConcurrency, CancellationToken cancellationToken)
    {
        // A copy: a lane that gets its thread late looks at it when the caller may have begun the next superstep.
        _tasks = [.. tasks];
        _services = services;
        _limit = maxConcurrency ?? int.MaxValue;
        _step = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        foreach (var task in tasks)
        {
            task.ParentToken = _step.Token;
        }
    }

    /// <summary>True once every task has been taken.</summary>
    public bool IsDone => _taken == _tasks.Length;

    public void Start()
    {
        var lanes = Math.Min(Math.Min(_services.Lanes, _limit), _tasks.Length);
        for (var i = 1; i < lanes; i++)
        {
            _services.Dispatch(RunLane);
        }

        RunLane();
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
            _step.Cancel();
        }

        return true;
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

    private void RunLane()
    {
        while (TryClaim(out var task))
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

    private bool TryClaim(out GraphTask task)
    {
        task = null!;
        if (Interlocked.Increment(ref _inFlight) > _limit)
        {
            Interlocked.Decrement(ref _inFlight);
            return false;
        }

        var index = Interlocked.Increment(ref _next) - 1;
        if (index < _tasks.Length)
        {
            task = _tasks[index];
            return true;
        }

        Interlocked.Decrement(ref _inFlight);
        return false;
    }

    private async Task AwaitAsync(GraphTask task, ValueTask running)
    {
        await running.ConfigureAwait(false);
        Finish(task);
        RunLane();
    }

    private void Finish(GraphTask task)
    {
        Interlocked.Decrement(ref _inFlight);
        _finished.Enqueue(task);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _progress) is { Task.IsCompleted: false } progress)
        {
            // Whoever waits goes on where the dispatcher says, never inside the node that has finished.
            _services.Dispatch(() => progress.TrySetResult());
        }
    }
}
