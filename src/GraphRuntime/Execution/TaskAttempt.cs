using GraphRuntime.Stores;

namespace GraphRuntime.Execution;

/// <summary>
/// One attempt at a task. Whatever code of an attempt that has ended still does (after a time-out, or beside a branch that failed) has no effect: it is refused
/// with <see cref="AttemptEndedException"/>.
/// </summary>
internal sealed class TaskAttempt(GraphTask task, int number, bool isHandler, CancellationToken origin) : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationToken _token;
    private CancellationTokenSource? _cancellation;
    private AttemptQuestions? _questions;
    private NodeContext? _context;
    private TaskCompletionSource? _idle;
    private int _writes;
    private int _calls;
    private int _numberedQuestions;
    private bool _isAnnounced;

    public GraphTask Task { get; } = task;

    /// <summary>The number of the attempt, beginning with 1.</summary>
    public int Number { get; } = number;

    /// <summary>True where the error handler runs in the place of the node.</summary>
    public bool IsHandler { get; } = isHandler;

    /// <summary>True once the node has returned or thrown, or the attempt was given up.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>True once the attempt paused, whatever its code does afterwards.</summary>
    public bool IsPaused { get; private set; }

    public List<Interrupt>? Interrupts { get; private set; }

    /// <summary>The answer that the attempt could not take, whatever its code does afterwards.</summary>
    public AnswerException? Refusal { get; private set; }

    /// <summary>A command that a subgraph sent to this graph; it takes the place of what the node returns.</summary>
    public AppliedCommand? LeftCommand { get; private set; }

    public List<StoreWrite>? StoreWrites { get; private set; }

    /// <summary>True where the attempt, or a subgraph that it called, was given something by a person or went on with earlier work: its result is nobody else's.</summary>
    public bool IsPersonal { get; private set; }

    public AttemptQuestions Questions
    {
        get
        {
            lock (_gate)
            {
                return _questions ??= new AttemptQuestions(this);
            }
        }
    }

    /// <summary>What the node is given. Made only for nodes that ask for it.</summary>
    public NodeContext Context => _context ??= new NodeContext(this);

    public CancellationToken Token
    {
        get
        {
            lock (_gate)
            {
                if (_cancellation is null)
                {
                    if (IsEnded)
                    {
                        return new CancellationToken(canceled: true);
                    }

                    _cancellation = CancellationTokenSource.CreateLinkedTokenSource(Origin);
                    _token = _cancellation.Token;
                }

                return _token;
            }
        }
    }

    /// <summary>What the token follows.</summary>
    public CancellationToken Origin { get; } = origin;

    /// <summary>Whether an earlier attempt may have emitted something in this superstep.</summary>
    public bool IsRepeated => !IsHandler && (Number > 1 || Task.Loop.Run.RepeatsStep);

    /// <summary>Says which pieces belong together that the node emits without an id; another one than that of earlier attempts.</summary>
    public string MessageId => !IsRepeated ? Task.TaskId
        : Task.Loop.Run.RepeatsStep ? $"{Task.TaskId}@{Task.Loop.Run.Restart}.{Number}" : $"{Task.TaskId}@{Number}";

    /// <summary>Emits an event, and before the first one of a repeated attempt that it is one.</summary>
    public ValueTask EmitAsync(EventSink sink, GraphEvent graphEvent) =>
        IsRepeated && !Interlocked.Exchange(ref _isAnnounced, true) ? EmitAsync(sink, Announcement(), graphEvent) : sink.EmitAsync(graphEvent);

    public T GetInput<T>() => (T)Task.Input;

    /// <summary>The number of the next call of a subgraph; the same in every attempt for the same call.</summary>
    public int NextCall() => Interlocked.Increment(ref _calls) - 1;

    /// <summary>The number of the next question without a key; the same in every attempt for the same question.</summary>
    public int NextQuestion() => Interlocked.Increment(ref _numberedQuestions) - 1;

    /// <summary>Runs the body. The attempt has ended when it returns or throws.</summary>
    public ValueTask<object?> RunAsync(NodeBody body)
    {
        try
        {
            var running = body.RunAsync(this);
            if (!running.IsCompletedSuccessfully)
            {
                return AwaitAsync(running);
            }

            End();
            return running;
        }
        catch (Exception e)
        {
            End(e);
            throw;
        }
    }

    /// <summary>Notes that the result belongs to the person who answered, here and in the graphs above.</summary>
    public void MarkPersonal()
    {
        for (var attempt = this; attempt is not null; attempt = attempt.Task.Loop.Caller)
        {
            attempt.IsPersonal = true;
        }
    }

    /// <exception cref="AttemptEndedException">The attempt has ended.</exception>
    public void ThrowIfEnded()
    {
        if (IsEnded)
        {
            throw Ended();
        }
    }

    /// <summary>Refuses to go on in an attempt that has ended or paused.</summary>
    public void ThrowIfOver()
    {
        ThrowIfEnded();
        if (IsPaused)
        {
            throw new TaskPausedException(Task.TaskId, Token);
        }
    }

    /// <summary>Records a pause. <paramref name="interrupts"/> is empty where a subgraph stands at a breakpoint.</summary>
    public void Pause(IReadOnlyList<Interrupt> interrupts)
    {
        lock (_gate)
        {
            ThrowIfEnded();
            IsPaused = true;
            if (interrupts.Count > 0)
            {
                (Interrupts ??= []).AddRange(interrupts);
            }
        }

        Cancel();
    }

    public void Refuse(AnswerException refusal)
    {
        lock (_gate)
        {
            ThrowIfEnded();
            Refusal ??= refusal;
        }
    }

    /// <summary>Takes over how a subgraph ended. True where this task ends with it.</summary>
    public bool Settle(LoopResult result)
    {
        switch (result.End)
        {
            case LoopEnd.Paused:
                Pause(result.Interrupts);
                return true;
            case LoopEnd.LeftForParent:
                lock (_gate)
                {
                    ThrowIfEnded();
                    LeftCommand ??= new AppliedCommand(result.Commands!);
                }

                return true;
            default:
                return false;
        }
    }

    public void Buffer(IReadOnlyList<StoreWrite> writes)
    {
        lock (_gate)
        {
            ThrowIfEnded();
            if (writes.Count > 0)
            {
                (StoreWrites ??= []).AddRange(writes);
            }
        }
    }

    /// <summary>Ends the attempt: its node returned or threw. What it recorded is the task's from now on.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (!IsEnded)
            {
                IsEnded = true;
                Task.Interrupts = Interrupts;
                Task.Refusal = Refusal;
                Task.StoreWrites = StoreWrites;
            }
        }
    }

    private void End(Exception error)
    {
        try
        {
            if (error is NodeInterruptException pause && !IsEnded && !IsPaused)
            {
                Questions.PauseOn(pause);
            }
        }
        finally
        {
            End();
        }
    }

    private async ValueTask<object?> AwaitAsync(ValueTask<object?> running)
    {
        try
        {
            var output = await running.ConfigureAwait(false);
            End();
            return output;
        }
        catch (Exception e)
        {
            End(e);
            throw;
        }
    }

    /// <summary>Gives the attempt up while its code may still run, and waits for what that code is storing just now.</summary>
    public async ValueTask GiveUpAsync()
    {
        Task? writing;
        lock (_gate)
        {
            End();
            writing = _writes == 0 ? null : (_idle ??= new TaskCompletionSource()).Task;
        }

        Cancel();
        if (writing is not null)
        {
            await writing.ConfigureAwait(false);
        }
    }

    /// <summary>Stores something in the name of this attempt, and of those that it was called by, if none of them has ended.</summary>
    public async ValueTask WriteAsync(Func<ValueTask> write)
    {
        lock (_gate)
        {
            ThrowIfEnded();
            _writes++;
        }

        try
        {
            if (Task.Loop.Caller is { } above)
            {
                await above.WriteAsync(write).ConfigureAwait(false);
            }
            else
            {
                await write().ConfigureAwait(false);
            }
        }
        finally
        {
            lock (_gate)
            {
                // The loop goes on through the dispatcher: neither under this lock nor on the stack of the node that was given up.
                if (--_writes == 0 && _idle is { } idle)
                {
                    Task.Loop.Run.Services.Dispatch(() => idle.TrySetResult());
                }
            }
        }
    }

    public void Cancel()
    {
        CancellationTokenSource? cancellation;
        lock (_gate)
        {
            cancellation = _cancellation;
        }

        try
        {
            cancellation?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The task has ended meanwhile; nobody follows its token any more.
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            // Not disposed where late code may still register with it; the link to the run's token would otherwise keep it.
            _cancellation?.Dispose();
        }
    }

    private static async ValueTask EmitAsync(EventSink sink, GraphEvent first, GraphEvent second)
    {
        await sink.EmitAsync(first).ConfigureAwait(false);
        await sink.EmitAsync(second).ConfigureAwait(false);
    }

    private AttemptEvent Announcement() => new()
    {
        Namespace = Task.Loop.Namespace,
        Node = Task.NodeName,
        TaskId = Task.TaskId,
        Step = Task.Loop.Step,
        Attempt = Number,
        RunAttempt = Task.Loop.Run.Attempt,
    };

    private AttemptEndedException Ended() => new(Task.Loop.Graph.Name, Task.ThreadId, Task.NodeName, Number);
}
