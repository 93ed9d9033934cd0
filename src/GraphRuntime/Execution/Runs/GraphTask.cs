using System.Text.Json;
using GraphRuntime.Diagnostics;
using GraphRuntime.Effects;
using GraphRuntime.Graphs;
using GraphRuntime.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Execution;

/// <summary>One task of a superstep: a node to run once, whatever number of attempts that takes, and what came of it.</summary>
internal sealed class GraphTask(LoopState loop, GraphNode node, int sendIndex, object? argument)
{
    private DestinationList _destinations;
    private TaskExtras? _extras;

    public LoopState Loop { get; } = loop;

    public GraphNode Node { get; } = node;

    public string NodeName => Node.Name;

    /// <summary>The number of the send that made the task, or -1.</summary>
    public int SendIndex { get; } = sendIndex;

    /// <summary>The name of the node, and <c>#</c> with the number of the send where the task was made by one.</summary>
    public string TaskId => SendIndex < 0 ? Node.Name : Extras.TaskId ??= $"{Node.Name}#{SendIndex}";

    public string? ThreadId => Loop.Run.ThreadId;

    public string RunId => Loop.Run.RunId;

    public TimeProvider TimeProvider => Loop.Run.Services.Time;

    /// <summary>The span of the task; nothing where nobody listens.</summary>
    public Diagnostics.Span Span
    {
        get => _extras?.Span ?? default;
        set => Extras.Span = value;
    }

    /// <summary>Cancelled when the run is cancelled or a sibling failed.</summary>
    public CancellationToken ParentToken { get; set; }

    public TaskState State { get; set; }

    /// <summary>What the task writes, or <see langword="null"/>.</summary>
    public StateUpdate? Update { get; set; }

    /// <summary>True where the update is already in the channels: the only task of a superstep applies it at once.</summary>
    public bool IsApplied { get; set; }

    /// <summary>Where the task goes besides its edges.</summary>
    public ref readonly DestinationList Destinations => ref _destinations;

    /// <summary>How many of the destinations a command named; they come first.</summary>
    public int CommandDestinations { get; set; }

    /// <summary>A command for the graph one level up.</summary>
    public Command? ParentCommand
    {
        get => _extras?.ParentCommand;
        set => Set(value, static (extras, value) => extras.ParentCommand = value);
    }

    public Exception? Error
    {
        get => _extras?.Error;
        set => Set(value, static (extras, value) => extras.Error = value);
    }

    /// <summary>Why what the task left cannot be stored.</summary>
    public Exception? StorageError
    {
        get => _extras?.StorageError;
        set => Set(value, static (extras, value) => extras.StorageError = value);
    }

    /// <summary>The error that the handler which runs in the node's place was given.</summary>
    public Exception? HandledError
    {
        get => _extras?.HandledError;
        set => Set(value, static (extras, value) => extras.HandledError = value);
    }

    /// <summary>Whether the node's own edges are followed.</summary>
    public bool FollowsEdges => HandledError is null;

    public bool IsFinished => State is TaskState.Done or TaskState.Reused;

    /// <summary>True where the result came from the node's cache.</summary>
    public bool IsFromCache { get; set; }

    /// <summary>True once what the task left is in the store.</summary>
    public bool IsSaved { get; set; }

    /// <summary>What the attempt that ended last recorded; <see langword="null"/> where that is nothing.</summary>
    public AttemptRecord? Record { get; set; }

    /// <summary>The buffered store writes that belong to the task's result.</summary>
    public List<StoreWrite>? StoreWrites => Record?.StoreWrites;

    /// <summary>The inputs for subgraphs that calls of the task have applied.</summary>
    public SteeredNumbers Steered => Record?.Steered ?? SteeredNumbers.None;

    /// <summary>The answers that were given to the task's questions; <see langword="null"/> where there are none.</summary>
    public TaskAnswers? Answers
    {
        get => _extras?.Answers;
        set => Set(value, static (extras, value) => extras.Answers = value);
    }

    public bool HasNewAnswers => Answers is { HasNew: true };

    /// <summary>The questions that the task waits on.</summary>
    public List<Interrupt>? Interrupts => Record?.Interrupts;

    /// <summary>The answer that the task could not take.</summary>
    public AnswerException? Refusal => Record?.Refusal;

    /// <summary>What is known of the effects of the task; all attempts share it.</summary>
    public Effects.KnownEffects Effects => Extras.Effects;

    /// <summary>The attempt that runs, or ran last.</summary>
    public TaskAttempt? Attempt { get; private set; }

    /// <summary>True once the running attempt paused, whatever its code does afterwards.</summary>
    public bool IsPaused => Attempt is { IsPaused: true };

    /// <summary>True where there is nothing to give back when the task ends.</summary>
    public bool HoldsNothing => _extras is not { HoldsAny: true } && Attempt is null;

    /// <summary>The argument of the send, or <see langword="null"/>.</summary>
    public object? Argument => argument;

    /// <summary>What the node reads: the argument of its send, or the state.</summary>
    public object Input => SendIndex >= 0 ? BindArgument() : Loop.ReadState(Node.VisibleChannels);

    /// <summary>The services of the task, in a scope that ends with it.</summary>
    public IServiceProvider Services
    {
        get
        {
            if (Extras.Scope is not { } scope)
            {
                var provider = Loop.Run.Services.Provider ?? throw new InvalidOperationException(
                    $"Node '{NodeName}' asked for services, but graph '{Loop.Graph.Name}' has none. Register it with AddGraph, or set CompileOptions.Services.");
                Extras.Scope = scope = provider.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            }

            return scope.ServiceProvider;
        }
    }

    /// <summary>Begins an attempt. What the one before it wrote is forgotten, and what it still does has no effect.</summary>
    /// <param name="number">Its number, beginning with 1.</param>
    /// <param name="isHandler">Whether the error handler runs, not the node.</param>
    /// <param name="origin">What its token follows.</param>
    public TaskAttempt BeginAttempt(int number, bool isHandler, CancellationToken origin)
    {
        Update = null;
        Record = null;
        _destinations = default;
        CommandDestinations = 0;
        return Attempt = new TaskAttempt(this, number, isHandler, origin);
    }

    public void AddDestination(Destination destination) => _destinations.Add(destination);

    /// <summary>Gives back what the task took.</summary>
    public ValueTask EndAsync()
    {
        Attempt?.Dispose();
        return _extras is { HoldsAny: true } ? _extras.GiveBackAsync() : ValueTask.CompletedTask;
    }

    /// <summary>Keeps a region that its node may leave open. It then ends with the task, when what the task wrote can no longer be lost to an interruption.</summary>
    public NoInterruptRegion Keep(NoInterruptRegion region)
    {
        Extras.Keep(region);
        return region;
    }

    /// <summary>Made once, also where code of the node and the engine set something at the same time.</summary>
    private TaskExtras Extras => _extras ?? Interlocked.CompareExchange(ref _extras, new TaskExtras(), null) ?? _extras;

    private void Set<T>(T? value, Action<TaskExtras, T?> set)
        where T : class
    {
        if (value is not null || _extras is not null)
        {
            set(Extras, value);
        }
    }

    private object BindArgument()
    {
        var schema = Loop.Graph.Schema;
        return argument is JsonElement json && Node.InputType != typeof(JsonElement)
            ? schema.BindArgument(json, Node.InputType)
            : argument ?? schema.BindArgument(JsonValues.Null, Node.InputType);
    }
}
