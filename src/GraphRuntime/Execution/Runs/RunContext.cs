using System.Collections.Concurrent;
using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Diagnostics;
using GraphRuntime.Effects;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>What all graphs of one call share: the thread, who owns it, where events go, and the answers that were given.</summary>
internal sealed class RunContext(GraphDefinition root, RunConfig config, CancellationToken cancellationToken)
{
    private long? _firstRootCheckpointId;

    public GraphDefinition Root { get; } = root;

    public RunConfig Config { get; } = config;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public EngineServices Services => Root.Services;

    public string RunId { get; init; } = "";

    public string? ThreadId { get; init; }

    public ICheckpointer? Checkpointer { get; init; }

    /// <summary>The epoch under which the run writes; -1 until the thread was read.</summary>
    public long Epoch { get; set; } = -1;

    /// <summary>True where the run was started before and did not come to its end.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>The attempt at the run, beginning with 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Not 0 where an earlier execution of the run has stored events; then a number that no earlier execution had.</summary>
    public long Restart { get; init; }

    /// <summary>Whether tasks of the current superstep may have run, and emitted something, in an earlier execution of the run.</summary>
    public bool RepeatsStep => Restart != 0 && (Config.Durability != DurabilityMode.Sync || RootCheckpointId == _firstRootCheckpointId);

    /// <summary>The span below which the run is executed; the default for the current one.</summary>
    public System.Diagnostics.ActivityContext TraceParent { get; init; }

    /// <summary>The span of the run.</summary>
    public Diagnostics.Span Span { get; set; }

    /// <summary>The failure that ends the run, or that a parent graph has handled.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The node of <see cref="Failure"/>.</summary>
    public string? FailedNode { get; set; }

    /// <summary>Asks the run to stop at the next superstep.</summary>
    public CancellationToken Drain { get; init; }

    /// <summary>Inputs that come while the run is running; <see langword="null"/> where none can.</summary>
    public ISteering? Steering { get; init; }

    /// <summary>The runs that go on after this one; <see langword="null"/> where the run was started past the coordinator.</summary>
    public IWaitingRuns? Waiting { get; init; }

    /// <summary>Throws where nodes must not start any more, because the run may belong to somebody else by now.</summary>
    public Action? CheckOwnership { get; init; }

    public EventSink? Sink { get; init; }

    /// <summary>What might displace the run; <see langword="null"/> where nothing does.</summary>
    public IRunControl? Control { get; init; }

    /// <summary>Watches the nodes of a superstep that is verified against the history; <see langword="null"/> for a run.</summary>
    public ReplayWatch? Watch { get; init; }

    /// <summary>Notes of what has to be undone if the run is rolled back.</summary>
    public CompensationJournal Journal
    {
        get
        {
            lock (Answers)
            {
                return field ??= new CompensationJournal(Checkpointer!, Services.Codec, Services.Time, ThreadId!, Epoch);
            }
        }
    }

    /// <summary>Answers by the id of their interrupt.</summary>
    public Dictionary<string, JsonElement> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>True where the run goes on from a checkpoint in the past.</summary>
    public bool Travels { get; set; }

    /// <summary>The checkpoints inside subgraphs that the run goes back to, or <see langword="null"/>.</summary>
    public RunPositions? Positions { get; set; }

    /// <summary>The latest call of each memory that subgraphs use, by its namespace.</summary>
    public ConcurrentDictionary<string, string> MemoryCalls
    {
        get
        {
            lock (Answers)
            {
                return field ??= new(StringComparer.Ordinal);
            }
        }
    }

    /// <summary>The checkpoint of the root graph that the current superstep started from.</summary>
    public long RootCheckpointId
    {
        get;
        set
        {
            field = value;
            _firstRootCheckpointId ??= value;
        }
    }

    /// <summary>Says that the run goes on with a superstep that it had begun in an earlier execution.</summary>
    public void BeginAgain() => _firstRootCheckpointId = RootCheckpointId;

    /// <summary>The values that belong to the run.</summary>
    public RunValues Values { get; init; } = RunValues.Empty;

    /// <summary>Caller's metadata as a JSON object, or empty.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>Whether values that nodes emit themselves are read. They come from subgraphs too: where a node stands is no matter of its readers.</summary>
    public bool HasReaderOfOwn(StreamModes mode) => Sink is not null && (Sink.Modes & mode) != 0;

    public bool HasReader(StreamModes modes, string ns) =>
        Sink is not null && (Sink.Modes & modes) != 0 && (ns.Length == 0 || Sink.IncludesSubgraphs);
}
