namespace GraphRuntime.Studio;

/// <summary>The debug sessions of this process: one for a thread, a bounded number, each for as long as it is used.</summary>
internal sealed class DebugSessions(ThreadRunCoordinator coordinator, StudioOptions options, TimeProvider time, ILogger logger, CancellationToken stopping)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DebugSession> _sessions = new(StringComparer.Ordinal);
    private long _version;

    /// <summary>Pulses when any session changes.</summary>
    public ChangeSignal Changes { get; } = new();

    /// <summary>The session of a thread, or <see langword="null"/>. Looking at it uses it.</summary>
    public DebugSession? Find(string threadId)
    {
        lock (_gate)
        {
            EndIdle();
            if (_sessions.TryGetValue(threadId, out var session))
            {
                session.Used = time.GetTimestamp();
            }

            return session;
        }
    }

    /// <exception cref="StudioException">There are as many sessions as there may be.</exception>
    public DebugSession Open(string threadId)
    {
        lock (_gate)
        {
            EndIdle();
            if (!_sessions.TryGetValue(threadId, out var session))
            {
                if (_sessions.Count >= options.MaxSessions)
                {
                    throw new StudioException(StatusCodes.Status429TooManyRequests, "too_many_sessions", $"{options.MaxSessions} threads are being debugged in this process. Wait until a session has been idle for {options.SessionIdleTime}.");
                }

                _sessions[threadId] = session = new DebugSession(threadId, Thread(threadId), () => Interlocked.Increment(ref _version), Changes.Pulse);
            }

            session.Used = time.GetTimestamp();
            return session;
        }
    }

    public void Forget(string threadId)
    {
        lock (_gate)
        {
            _sessions.Remove(threadId);
        }

        Changes.Pulse();
    }

    /// <summary>The session as it is, with the position of the thread as it is now.</summary>
    public async ValueTask<SessionView> ReadAsync(string threadId, CancellationToken cancellationToken)
    {
        var session = Find(threadId);
        if (session is { IsBusy: true })
        {
            return session.View;
        }

        var position = await Thread(threadId).TryReadAsync(null, cancellationToken).ConfigureAwait(false);
        session?.Note(position);
        return session?.View ?? new SessionView().At(position);
    }

    /// <summary>Shows a position that an edit made.</summary>
    public void NoteEdit(string threadId, Position position) => Find(threadId)?.NoteEdit(position);

    /// <summary>Creates a run. A session that follows another run lets the strategies decide between the two.</summary>
    public async ValueTask<StartedRun> StartAsync(string threadId, RunStart start, DebugMode mode, CancellationToken cancellationToken)
    {
        var session = mode == DebugMode.None ? null : Open(threadId);
        var handle = session is { IsBusy: false }
            ? await session.StartAsync(start, mode == DebugMode.Pause ? StepGoal.First : StepGoal.None, cancellationToken).ConfigureAwait(false)
            : await Thread(threadId).CreateRunAsync(start, [], [], cancellationToken).ConfigureAwait(false);
        return new StartedRun(threadId, handle.RunId, handle.Admission is null ? null : (await handle.GetAsync(cancellationToken).ConfigureAwait(false)).Strategy.ToName());
    }

    private DebugThread Thread(string threadId) => new(threadId, coordinator, logger, stopping);

    private void EndIdle()
    {
        foreach (var session in _sessions.Values.Where(session => !session.IsBusy && time.GetElapsedTime(session.Used) >= options.SessionIdleTime).ToList())
        {
            _sessions.Remove(session.ThreadId);
        }
    }
}
