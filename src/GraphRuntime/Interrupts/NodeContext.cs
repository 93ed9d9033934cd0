using System.Text.Json;
using GraphRuntime.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime;

/// <summary>
/// A running task as its node sees it: cancellation, questions, events, services. It is valid while the node runs and is used by that node only.
/// </summary>
public sealed partial class NodeContext
{
    private readonly object? _argument;
    private string? _taskId;
    private CancellationTokenSource? _cancellation;
    private CancellationToken? _wrapperToken;
    private AsyncServiceScope? _scope;

    internal NodeContext(LoopState loop, GraphNode node, int sendIndex, object? argument)
    {
        Loop = loop;
        Node = node;
        SendIndex = sendIndex;
        _argument = argument;
    }

    /// <summary>The name of the node.</summary>
    public string NodeName => Node.Name;

    /// <summary>The id of the task: the name of the node, and <c>#</c> with the number of the send where it was made by one.</summary>
    public string TaskId => _taskId ??= SendIndex < 0 ? Node.Name : $"{Node.Name}#{SendIndex}";

    /// <summary>The thread, or <see langword="null"/> where the run has none.</summary>
    public string? ThreadId => Loop.Run.ThreadId;

    /// <summary>The run.</summary>
    public string RunId => Loop.Run.RunId;

    /// <summary>The values that belong to the run: see <see cref="RunConfig.Context"/>.</summary>
    public RunValues Run => Loop.Run.Values;

    /// <summary>The namespace of the graph; the empty string is the root graph.</summary>
    public string Namespace => Loop.Namespace;

    /// <summary>The superstep.</summary>
    public int Step => Loop.Step;

    /// <summary>The attempt, beginning with 1.</summary>
    public int Attempt { get; internal set; } = 1;

    /// <summary>Where time is read.</summary>
    public TimeProvider TimeProvider => Loop.Run.Services.Time;

    /// <summary>Cancelled when the run is cancelled, a sibling failed, the time-out passed, or this task paused.</summary>
    public CancellationToken CancellationToken => (_cancellation ??= CancellationTokenSource.CreateLinkedTokenSource(Origin)).Token;

    /// <summary>The services of this task, in a scope of its own that ends with the task. The scope is made when it is first asked for.</summary>
    /// <exception cref="InvalidOperationException">The graph was compiled without services.</exception>
    public IServiceProvider Services
    {
        get
        {
            if (_scope is null)
            {
                var provider = Loop.Run.Services.Provider ?? throw new InvalidOperationException(
                    $"Node '{NodeName}' asked for services, but graph '{Loop.Graph.Name}' has none. Register it with AddGraph, or set CompileOptions.Services.");
                _scope = provider.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            }

            return _scope.Value.ServiceProvider;
        }
    }

    internal LoopState Loop { get; }

    internal GraphNode Node { get; }

    /// <summary>The number of the send that made the task, or -1.</summary>
    internal int SendIndex { get; }

    /// <summary>The argument of the send, or <see langword="null"/>.</summary>
    internal object? Argument => _argument;

    internal CancellationToken ParentToken { get; set; }

    /// <summary>What the token of an attempt follows.</summary>
    internal CancellationToken Origin => _wrapperToken ?? ParentToken;

    /// <summary>Emits a value to readers of the custom stream.</summary>
    /// <param name="value">The value.</param>
    /// <returns>A task that completes when the reader has room for it.</returns>
    public ValueTask EmitAsync(object? value) => Loop.Run.Wants(StreamModes.Custom, Loop.Namespace)
        ? Loop.Run.Sink!.EmitAsync(new CustomEvent { Namespace = Loop.Namespace, Node = NodeName, Value = value })
        : ValueTask.CompletedTask;

    /// <summary>Emits a message, or a piece of one, to readers of the messages stream.</summary>
    /// <param name="message">The message or token.</param>
    /// <param name="messageId">Says which pieces belong together; <see langword="null"/> for the task.</param>
    /// <returns>A task that completes when the reader has room for it.</returns>
    public ValueTask EmitMessageAsync(object message, string? messageId = null) => Loop.Run.Wants(StreamModes.Messages, Loop.Namespace)
        ? Loop.Run.Sink!.EmitAsync(new MessageEvent { Namespace = Loop.Namespace, Node = NodeName, Message = message, MessageId = messageId ?? TaskId })
        : ValueTask.CompletedTask;

    /// <summary>What the node reads: the argument of its send, or the state.</summary>
    internal T GetInput<T>() => (T)Input;

    internal object Input => SendIndex >= 0 ? BindArgument() : Loop.ReadState(Node.VisibleChannels);

    internal void CancelToken() => _cancellation?.Cancel();

    /// <summary>Gives the next attempt a token of its own.</summary>
    internal void RenewToken()
    {
        _cancellation?.Dispose();
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(Origin);
    }

    /// <summary>Makes the next attempt follow the token of a wrapper around it, which may be cancelled before that of the run.</summary>
    internal void FollowToken(CancellationToken token)
    {
        _wrapperToken = token;
        RenewToken();
    }

    /// <summary>Gives back what the task took.</summary>
    internal ValueTask EndAsync()
    {
        _cancellation?.Dispose();
        _cancellation = null;
        return _scope is { } scope ? scope.DisposeAsync() : ValueTask.CompletedTask;
    }

    private object BindArgument()
    {
        var schema = Loop.Graph.Schema;
        return _argument is JsonElement json && Node.InputType != typeof(JsonElement)
            ? schema.BindArgument(json, Node.InputType)
            : _argument ?? schema.BindArgument(JsonValues.Null, Node.InputType);
    }
}
