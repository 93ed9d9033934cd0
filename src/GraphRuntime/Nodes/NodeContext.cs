using GraphRuntime.Execution;

namespace GraphRuntime;

/// <summary>
/// A running task as its node sees it: cancellation, questions, events, services. It is valid while the node runs and is used by that node only.
/// </summary>
public sealed partial class NodeContext
{
    private readonly TaskAttempt _attempt;

    internal NodeContext(TaskAttempt attempt) => _attempt = attempt;

    /// <summary>The name of the node.</summary>
    public string NodeName => Task.NodeName;

    /// <summary>The id of the task: the name of the node, and <c>#</c> with the number of the send where it was made by one.</summary>
    public string TaskId => Task.TaskId;

    /// <summary>The thread, or <see langword="null"/> where the run has none.</summary>
    public string? ThreadId => Owner.ThreadId;

    /// <summary>The run.</summary>
    public string RunId => Owner.RunId;

    /// <summary>The values that belong to the run: see <see cref="RunConfig.Context"/>.</summary>
    public RunValues Run => Loop.Run.Values;

    /// <summary>The namespace of the graph; the empty string is the root graph.</summary>
    public string Namespace => Loop.Namespace;

    /// <summary>The superstep.</summary>
    public int Step => Loop.Step;

    /// <summary>The attempt, beginning with 1.</summary>
    public int Attempt => _attempt.Number;

    /// <summary>Where time is read.</summary>
    public TimeProvider TimeProvider => Owner.Services.Time;

    /// <summary>Cancelled when the run is cancelled, a sibling failed, the time-out passed, or this task paused.</summary>
    public CancellationToken CancellationToken => _attempt.Token;

    /// <summary>The services of this task, in a scope of its own that ends with the task. The scope is created on first use.</summary>
    /// <exception cref="InvalidOperationException">The graph was compiled without services.</exception>
    public IServiceProvider Services => Task.Services;

    private GraphTask Task => _attempt.Task;

    private LoopState Loop => Task.Loop;

    private RunContext Owner => Loop.Run;

    /// <summary>Emits a value to readers of the custom stream, also from inside a subgraph.</summary>
    /// <param name="value">The value.</param>
    /// <returns>A task that completes when the reader has room for it.</returns>
    /// <exception cref="AttemptEndedException">The attempt has ended.</exception>
    public ValueTask EmitAsync(object? value)
    {
        _attempt.ThrowIfEnded();
        _attempt.NoteEmission(value, messageId: null);
        return Owner.HasReaderOfOwn(StreamModes.Custom)
            ? _attempt.EmitAsync(Owner.Sink!, new CustomEvent { Namespace = Loop.Namespace, Node = NodeName, Value = value })
            : ValueTask.CompletedTask;
    }

    /// <summary>Emits a message, or a piece of one, to readers of the messages stream, also from inside a subgraph.</summary>
    /// <param name="message">The message or token.</param>
    /// <param name="messageId">Groups the pieces of one message; <see langword="null"/> for one message per attempt.</param>
    /// <returns>A task that completes when the reader has room for it.</returns>
    /// <exception cref="AttemptEndedException">The attempt has ended.</exception>
    public ValueTask EmitMessageAsync(object message, string? messageId = null)
    {
        _attempt.ThrowIfEnded();
        messageId ??= _attempt.MessageId();
        _attempt.NoteEmission(message, messageId);
        return Owner.HasReaderOfOwn(StreamModes.Messages)
            ? _attempt.EmitAsync(Owner.Sink!, new MessageEvent { Namespace = Loop.Namespace, Node = NodeName, Message = message, MessageId = messageId })
            : ValueTask.CompletedTask;
    }

    /// <summary>The state as the superstep began with it, for a node that takes the argument of a send.</summary>
    /// <typeparam name="TState">The state of the graph.</typeparam>
    /// <returns>The state.</returns>
    /// <exception cref="InvalidOperationException">The graph has another state.</exception>
    public TState ReadState<TState>()
        where TState : class
    {
        lock (Loop)
        {
            return Loop.ReadState(Task.Node.VisibleChannels) as TState ?? throw new InvalidOperationException(
                $"Node '{NodeName}' of graph '{Loop.Graph.Name}' asked for a {typeof(TState).Name}. The state of the graph is {Loop.Graph.Schema.StateType.Name}.");
        }
    }
}
