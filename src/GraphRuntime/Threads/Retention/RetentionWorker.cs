using GraphRuntime.Diagnostics;

namespace GraphRuntime.Threads;

/// <summary>Removes what is not to be kept any longer: one kind after the other, in small steps with a pause between them, then a long pause.</summary>
internal sealed class RetentionWorker : IDisposable
{
    private const string LoopName = "retain";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A step may delete much; what does not end then is asked for again later.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(5);

    private readonly CoordinatorServices _services;
    private readonly StoreContact _contact;
    private readonly Pulse _wake;
    private readonly WorkLoop _loop;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<RetentionTask> _tasks;
    private int _current = -1;
    private long _removed;

    public RetentionWorker(CoordinatorServices services, StoreContact contact)
    {
        (_services, _contact) = (services, contact);
        _wake = new Pulse(services.Time, services.Dispatcher);
        _loop = new WorkLoop(LoopName, contact, services.Options.Retention.Interval);
        _tasks = services.Options.ExecuteRuns ? [.. Tasks(services, services.Options.Retention)] : [];
    }

    public void Stop()
    {
        _loop.Stop();
        if (_stop.CancelSafely() is { } exception)
        {
            CoordinatorLog.LoopFailed(_services.Logger, exception, LoopName);
        }

        _wake.Set();
    }

    public Task RunAsync() => _tasks.Count == 0 ? Task.CompletedTask : _loop.RunAsync(StepAsync, _wake.WaitAsync);

    public void Dispose() => _stop.Dispose();

    private async ValueTask<TimeSpan?> StepAsync()
    {
        if (_current < 0)
        {
            Begin(0);
            return _services.Options.Retention.Interval;
        }

        var task = _tasks[_current];
        try
        {
            var (removed, isDone) = await _contact.CallOnceAsync(() => task.StepAsync(_stop.Token), LongestStep).ConfigureAwait(false);
            _removed += removed;
            return isDone ? Next(task) : Pause;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private TimeSpan Next(RetentionTask task)
    {
        if (_removed > 0)
        {
            CoordinatorLog.Retained(_services.Logger, task.What, _removed);
        }

        Begin((_current + 1) % _tasks.Count);
        return _current == 0 ? _services.Options.Retention.Interval : Pause;
    }

    private void Begin(int task)
    {
        (_current, _removed) = (task, 0);
        _tasks[task].Begin();
    }

    private static IEnumerable<RetentionTask> Tasks(CoordinatorServices services, RetentionOptions options)
    {
        if (options.Events is { } events)
        {
            yield return new EventRetention(services.Store, events, services.Time);
        }

        if (options.Runs is { } runs)
        {
            yield return new RunRetention(services.Store, runs);
        }

        if (options.IdleThreads is not null || options.WaitingThreads is not null)
        {
            yield return new ThreadRetention(services.Store, options);
        }

        if (options.CheckpointsPerThread is { } keep && services.Checkpointer is { } checkpointer)
        {
            yield return new CheckpointRetention(services.Store, checkpointer, keep, services.Time);
        }

        if (options.ExpiredItems && services.LongTermStore is { } items)
        {
            yield return new ItemRetention(items);
        }
    }
}
