using GraphRuntime.Graphs;
using GraphRuntime.Stores;

namespace GraphRuntime.Execution;

/// <summary>
/// One attempt at a task. Whatever code of an attempt that has ended still does (after a time-out, or beside a branch that failed) has no effect: it is refused
/// with <see cref="AttemptEndedException"/>.
/// </summary>
internal sealed partial class TaskAttempt(GraphTask task, int number, bool isHandler, CancellationToken origin) : IDisposable
{
    private CancellationTokenSource? _cancellation;
    private AttemptQuestions? _questions;
    private AttemptRecord? _record;
    private AttemptWrites? _writes;
    private int _calls;
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

    /// <summary>The answer that the attempt could not take, whatever its code does afterwards.</summary>
    public AnswerException? Refusal => _record?.Refusal;

    /// <summary>A command that a subgraph sent to this graph; it takes the place of what the node returns.</summary>
    public AppliedCommand? LeftCommand => _record?.LeftCommand;

    /// <summary>True where the attempt, or a subgraph that it called, was given something by a person or went on with earlier work: its result is nobody else's.</summary>
    public bool IsPersonal { get; private set; }

    public AttemptQuestions Questions
    {
        get
        {
            lock (Gate)
            {
                return _questions ??= new AttemptQuestions(this);
            }
        }
    }

    public CancellationToken Token
    {
        get
        {
            lock (Gate)
            {
                if (_cancellation is null && IsEnded)
                {
                    return new CancellationToken(canceled: true);
                }

                return (_cancellation ??= CancellationTokenSource.CreateLinkedTokenSource(Origin)).Token;
            }
        }
    }

    /// <summary>What the token follows.</summary>
    public CancellationToken Origin { get; } = origin;

    /// <summary>The lock of what an attempt records. It is the task, as an object for it would be made in every superstep.</summary>
    private GraphTask Gate => Task;

    private AttemptRecord Record => _record ??= new AttemptRecord();

    /// <summary>True for the first caller: it says before its event that the attempt is a repeated one.</summary>
    public bool TryAnnounce() => !Interlocked.Exchange(ref _isAnnounced, true);

    public T GetInput<T>() => (T)Task.Input;

    /// <summary>The number of the next call of a subgraph; the same in every attempt for the same call.</summary>
    public int NextCall() => Interlocked.Increment(ref _calls) - 1;

    /// <summary>Runs the body. The attempt has ended when it returns or throws.</summary>
    public ValueTask<object?> RunAsync(NodeBody body)
    {
        try
        {
            var running = ((TaskBody)body).RunAsync(this);
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
        lock (Gate)
        {
            ThrowIfEnded();
            IsPaused = true;
            if (interrupts.Count > 0)
            {
                (Record.Interrupts ??= []).AddRange(interrupts);
            }
        }

        Cancel();
    }

    public void Refuse(AnswerException refusal)
    {
        lock (Gate)
        {
            ThrowIfEnded();
            Record.Refusal ??= refusal;
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
                lock (Gate)
                {
                    ThrowIfEnded();
                    Record.LeftCommand ??= new AppliedCommand(result.Commands!);
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>Hands over what is kept if the run is stopped.</summary>
    public void Keep(StateUpdate? update)
    {
        lock (Gate)
        {
            ThrowIfEnded();
            Record.Kept = update;
        }
    }

    /// <summary>Notes the inputs that a call has applied whose result was taken over.</summary>
    public void NoteSteered(SteeredNumbers numbers)
    {
        lock (Gate)
        {
            ThrowIfEnded();
            if (!numbers.IsEmpty)
            {
                Record.Steered = (Record.Steered ?? SteeredNumbers.None).With(numbers);
            }
        }
    }

    public void Buffer(IReadOnlyList<StoreWrite> writes)
    {
        lock (Gate)
        {
            ThrowIfEnded();
            if (writes.Count > 0)
            {
                (Record.StoreWrites ??= []).AddRange(writes);
            }
        }
    }

    private AttemptEndedException Ended() => new(Task.Loop.Graph.Name, Task.ThreadId, Task.NodeName, Number);
}
