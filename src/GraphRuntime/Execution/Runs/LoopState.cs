using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Where one graph of a run stands: its channels, what runs next, and the checkpoint it goes on from.</summary>
internal sealed class LoopState
{
    private object? _state;
    private object? _output;
    private int _stateStamp = -1;

    private LoopState(GraphDefinition graph, RunContext run, string ns, SubgraphCall? call, ICheckpointer? checkpointer)
    {
        Graph = graph;
        Run = run;
        Namespace = ns;
        Call = call;
        Checkpointer = checkpointer;
    }

    public GraphDefinition Graph { get; }

    public RunContext Run { get; }

    /// <summary>The namespace; empty for the root graph.</summary>
    public string Namespace { get; }

    /// <summary>The attempt that runs this graph, or <see langword="null"/> for the root.</summary>
    public TaskAttempt? Caller => Call?.Caller;

    /// <summary>The task that runs this graph, or <see langword="null"/> for the root.</summary>
    public GraphTask? Parent => Caller?.Task;

    /// <summary>The call of a subgraph that this is, or <see langword="null"/> for the root and for a state that is only looked at.</summary>
    public SubgraphCall? Call { get; }

    /// <summary>Where the namespace stood when the run began with it.</summary>
    public LoopOrigin Start { get; set; }

    /// <summary>The checkpoint of this subgraph that the run was asked to go back to, or <see langword="null"/>.</summary>
    public RunPosition? Position { get; set; }

    /// <summary>Where this graph is stored, or <see langword="null"/> for nowhere.</summary>
    public ICheckpointer? Checkpointer { get; }

    /// <summary>Completes once the checkpoint that the tasks start from is stored. Set while the graph runs.</summary>
    public Func<Task> EnsureStoredAsync { get; set; } = static () => Task.CompletedTask;

    public ChannelSet Channels { get; set; } = null!;

    public Schedule Schedule { get; set; } = new();

    /// <summary>The checkpoint that the graph goes on from, as it was read.</summary>
    public LoadedCheckpoint Loaded { get; set; } = LoadedCheckpoint.None;

    /// <summary>How far the superstep has come that runs next.</summary>
    public OpenSuperstep Superstep { get; } = new();

    /// <summary>The tasks of the current superstep.</summary>
    public List<GraphTask> Tasks { get; } = [];

    /// <summary>Where the graph stands among the checkpoints of its namespace.</summary>
    public LoopPosition At { get; set; } = new();

    /// <summary>The checkpoint that the next one is made from; 0 for none.</summary>
    public long CheckpointId => At.CheckpointId;

    /// <summary>The superstep that runs next.</summary>
    public int Step => At.Step;

    /// <summary>The superstep after which the recursion limit is reached.</summary>
    public int Stop { get; set; }

    /// <summary>Breakpoint lists that stay with the thread until it finishes.</summary>
    public StickyBreakpoints? Sticky { get; set; }

    /// <summary>The last input that was steered into a run of the thread and is part of the state; <see langword="null"/> if there was none.</summary>
    public SteeredPosition? Steered { get; set; }

    /// <summary>The supersteps of the root graph that were left for more urgent runs and go on later.</summary>
    public IReadOnlyList<SuspendedStep> Suspended { get; set; } = [];

    /// <summary>The checkpoint by which the superstep is known: tasks, questions and calls of subgraphs keep their names when it is moved.</summary>
    public long StepId => At.MovedFrom.Count > 0 ? At.MovedFrom[0] : CheckpointId;

    /// <summary>The run whose name the next checkpoint carries; <see langword="null"/> for the present one.</summary>
    public string? StepOwner { get; set; }

    /// <summary>What the nodes wrote since the input, where the graph above wants only that.</summary>
    public RecordedWrites? RecordedWrites { get; set; }

    /// <summary>Whether checkpoints have all writes since the input, so that what a subgraph hands back does not depend on the checkpoints before.</summary>
    public bool StoresAllWrites { get; set; }

    /// <summary>Whether snapshots of this state have it as JSON too.</summary>
    public bool KeepsJson { get; set; }

    /// <summary>True where the state before the current superstep may not be stored yet.</summary>
    public bool DefersStorage => Checkpointer is not null && Run.Config.Durability == DurabilityMode.Exit;

    public bool HasCheckpoint => CheckpointId > 0;

    public CancellationToken CancellationToken => Caller?.Token ?? Run.CancellationToken;

    /// <summary>The root graph of a run.</summary>
    public static LoopState OfRoot(RunContext run) => new(run.Root, run, "", null, run.Checkpointer);

    /// <summary>The graph that a call runs.</summary>
    public static LoopState OfCall(SubgraphCall call)
    {
        var above = call.Caller.Task.Loop;
        return new(call.Graph, above.Run, call.Namespace, call, call.Graph.Options.Persistence == SubgraphPersistence.None ? null : above.Checkpointer);
    }

    /// <summary>The graph of a namespace, for a reader or an edit.</summary>
    public static LoopState OfNamespace(GraphDefinition graph, RunContext run, string ns) => new(graph, run, ns, null, run.Checkpointer);

    public CheckpointAddress Address => new(Run.ThreadId ?? "", Namespace);

    /// <summary>The state as nodes see it; built once per change.</summary>
    public object ReadState()
    {
        if (_stateStamp != Channels.Stamp || _state is null)
        {
            _state = Graph.Schema.ReadState(Channels.All);
            _stateStamp = Channels.Stamp;
        }

        return _state;
    }

    /// <summary>The state with only some channels visible.</summary>
    public object ReadState(bool[]? visible) => visible is null ? ReadState() : Graph.Schema.ReadState(Channels.Mask(visible));

    public object ReadOutput() => _output ?? ReadState(Graph.OutputChannels);

    /// <summary>Whether the channels have what the newest checkpoint has, and no edit or write beside it.</summary>
    public bool ShowsHead => CheckpointId == At.Head && !Superstep.IsShowingPending && !Array.Exists(Channels.All, static channel => channel.IsDirty && channel.Definition.IsStored);

    /// <summary>Fixes the output of a run that has ended; its channels go to a later one.</summary>
    public void KeepOutput() => _output = ReadState(Graph.OutputChannels);
}
