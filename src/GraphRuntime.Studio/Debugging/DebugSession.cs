namespace GraphRuntime.Studio;

/// <summary>
/// Steps a thread: it creates ordinary runs that pause at the borders of supersteps, looks at where they paused, and goes on or stops. All it knows is in memory;
/// the thread itself is in the store, so that another session can go on from wherever this one ended.
/// </summary>
internal sealed class DebugSession(string threadId, DebugThread thread, Func<long> nextVersion, Action changed)
{
    private readonly Lock _gate = new();
    private readonly SessionBreakpoints _breakpoints = new();
    private SessionView _view = new() { Phase = SessionPhase.Paused };
    private bool _stopRequested;

    public string ThreadId { get; } = threadId;

    /// <summary>When it was used last, as a timestamp of the clock.</summary>
    public long Used { get; set; }

    public bool IsBusy => View.Phase is SessionPhase.Running or SessionPhase.Stopping;

    public SessionView View
    {
        get
        {
            lock (_gate)
            {
                return _view;
            }
        }
    }

    /// <summary>Changes the breakpoints, and gives what the change gives.</summary>
    public T Edit<T>(Func<SessionBreakpoints, T> edit)
    {
        T result;
        lock (_gate)
        {
            result = edit(_breakpoints);
            _view = _view with { Breakpoints = _breakpoints.All, Version = nextVersion() };
        }

        changed();
        return result;
    }

    /// <summary>Shows a position that was read.</summary>
    public void Note(Position position) => Change(view => IsStopped(view) ? Moved(view, position) : view);

    /// <summary>Shows a position that an edit made; the stop before it is over.</summary>
    public void NoteEdit(Position position, StopView? stop = null) => Change(view => IsStopped(view) ? Moved(view, position) with { Stop = stop } : view);

    /// <summary>Starts a run and follows it until it stops. The run exists when this ends; the rest goes on behind it.</summary>
    /// <exception cref="StudioException">A run of the session is being followed.</exception>
    public async ValueTask<RunHandle> StartAsync(RunStart start, StepGoal goal, CancellationToken cancellationToken)
    {
        var before = await thread.TryReadAsync(start.Graph, cancellationToken).ConfigureAwait(false);
        Begin(start.Command, before);
        RunHandle handle;
        try
        {
            handle = await CreateAsync(start, goal, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Change(view => view.At(before) with { Phase = SessionPhase.Paused });
            throw;
        }

        _ = Task.Run(() => FollowAsync(handle, start, goal, before), CancellationToken.None);
        return handle;
    }

    /// <summary>Pauses a run that the session did not start, and follows it until it has stopped.</summary>
    public async ValueTask AdoptAsync(RunHandle handle, string graph, CancellationToken cancellationToken)
    {
        var start = new RunStart(graph, GraphInput.Resume, "pause");
        Begin(start.Command, Position.None);
        Change(view => view with { RunId = handle.RunId });
        await PauseAsync(cancellationToken).ConfigureAwait(false);
        _ = Task.Run(() => FollowAsync(handle, start, StepGoal.None, Position.None), CancellationToken.None);
    }

    /// <summary>Stops at the last superstep that is complete.</summary>
    public async ValueTask PauseAsync(CancellationToken cancellationToken)
    {
        string? runId = null;
        Change(view =>
        {
            if (view.Phase != SessionPhase.Running)
            {
                return view;
            }

            _stopRequested = true;
            runId = view.RunId;
            return view with { Phase = SessionPhase.Stopping };
        });
        if (runId is not null)
        {
            await thread.CancelAsync(runId, cancellationToken).ConfigureAwait(false);
        }
    }

    private static SessionView Moved(SessionView view, Position position) => view.At(position) with { Phase = position.Leaves.Count > 0 ? SessionPhase.Paused : view.Phase };

    private static bool IsStopped(SessionView view) => view.Phase is not (SessionPhase.Running or SessionPhase.Stopping);

    private void Begin(string command, Position before)
    {
        Change(view =>
        {
            if (!IsStopped(view))
            {
                throw StudioException.Conflict("session_busy", "The session runs. Pause it first.");
            }

            _stopRequested = false;
            _breakpoints.Note(before);
            return view with { Phase = SessionPhase.Running, Command = command, RunId = null, Stop = null };
        });
    }

    private async ValueTask<RunHandle> CreateAsync(RunStart start, StepGoal goal, CancellationToken cancellationToken)
    {
        string[] before, after;
        lock (_gate)
        {
            (before, after) = ([.. goal.Before.Union(_breakpoints.Before)], [.. _breakpoints.After.Distinct()]);
        }

        var handle = await thread.CreateRunAsync(start, before, after, cancellationToken).ConfigureAwait(false);
        Change(view => view with { RunId = handle.RunId });
        return handle;
    }

    private async Task FollowAsync(RunHandle handle, RunStart start, StepGoal goal, Position before)
    {
        var judge = new StopJudge(goal);
        try
        {
            while (true)
            {
                var run = await thread.JoinAsync(handle).ConfigureAwait(false);
                var now = await thread.ReadAsync(start.Graph).ConfigureAwait(false);
                var ran = await thread.ReadRanAsync(start.Graph, before, now).ConfigureAwait(false);
                StopView? stop;
                lock (_gate)
                {
                    stop = judge.Judge(run, before, now, ran, _breakpoints, _stopRequested);
                }

                if (stop is not null)
                {
                    End(now, stop);
                    return;
                }

                (before, start) = (now, start.Next());
                handle = await CreateAsync(start, goal, thread.Stopping).ConfigureAwait(false);
                if (Volatile.Read(ref _stopRequested))
                {
                    await thread.CancelAsync(handle.RunId, thread.Stopping).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception)
        {
            End(before, thread.Explain(exception));
        }
    }

    private void End(Position position, StopView stop)
    {
        Change(view => view.At(position, stop.Path) with
        {
            Phase = stop.Reason switch { StopReasons.Finished => SessionPhase.Finished, StopReasons.Failed => SessionPhase.Failed, _ => SessionPhase.Paused },
            Stop = stop,
            Breakpoints = _breakpoints.All,
        });
    }

    private void Change(Func<SessionView, SessionView> change)
    {
        lock (_gate)
        {
            var next = change(_view);
            if (next == _view)
            {
                return;
            }

            _view = next with { Version = nextVersion() };
        }

        changed();
    }
}
