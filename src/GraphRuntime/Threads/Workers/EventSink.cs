namespace GraphRuntime.Threads;

/// <summary>
/// Numbers the events of a run and stores them: while one batch is being stored, the next one gathers. Readers see an event once it is stored, so that nobody
/// ever sees one that a crash takes back.
/// </summary>
internal sealed class EventSink(RunExecution run, CoordinatorServices services, StoreContact contact, long last) : IRunEventSink
{
    private readonly Lock _gate = new();
    private List<RunEvent> _gathered = [];
    private Task _storing = Task.CompletedTask;
    private TaskCompletionSource? _room;
    private long _last = last;
    private bool _active;

    public ValueTask EmitAsync(RunEvent e, CancellationToken ct)
    {
        TaskCompletionSource? started = null;
        Task? room = null;
        lock (_gate)
        {
            _gathered.Add(e with { Sequence = ++_last });
            if (!_active)
            {
                _active = true;
                _storing = (started = new TaskCompletionSource()).Task;
            }

            if (_gathered.Count >= services.Options.EventBufferSize)
            {
                room = (_room ??= new TaskCompletionSource()).Task;
            }
        }

        if (started is not null)
        {
            _ = StoreAsync(started);
        }

        return room is null or { IsCompleted: true } ? ValueTask.CompletedTask : new ValueTask(room);
    }

    /// <summary>Completes when every event so far is stored, or the run was lost.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            return _storing;
        }
    }

    private async Task StoreAsync(TaskCompletionSource done)
    {
        try
        {
            while (Take() is { } batch)
            {
                if (!await contact.CallAsync(() => services.Store.AppendEventsAsync(run.Lease, batch, CancellationToken.None), run.LeaseEndsAt).ConfigureAwait(false))
                {
                    run.Stop(StopReason.LeaseLost);
                }
            }
        }
        catch (Exception exception)
        {
            CoordinatorLog.EventsLost(services.Logger, exception, run.Lease.ThreadId, run.Lease.RunId);
            GiveUp(exception);
            Release();
        }

        done.TrySetResult();
    }

    private void GiveUp(Exception exception)
    {
        if (exception is StorageException failure)
        {
            run.Fail(failure);
        }
        else
        {
            run.Stop(StopReason.LeaseLost);
        }
    }

    /// <summary>The next batch, or nothing, in which case the next event starts over.</summary>
    private List<RunEvent>? Take()
    {
        TaskCompletionSource? room;
        List<RunEvent> batch;
        lock (_gate)
        {
            room = _room;
            _room = null;
            batch = _gathered;
            if (batch.Count == 0)
            {
                _active = false;
            }
            else
            {
                _gathered = [];
            }
        }

        room?.TrySetResult();
        return batch.Count == 0 ? null : batch;
    }

    /// <summary>Lets go of whoever waits for room: the events are lost with the run.</summary>
    private void Release()
    {
        while (Take() is not null)
        {
        }
    }
}
