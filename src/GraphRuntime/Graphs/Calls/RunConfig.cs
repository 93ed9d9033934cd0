using GraphRuntime.Execution;

namespace GraphRuntime;

/// <summary>The settings of one run. Every property has a default; <see langword="null"/> lists inherit what the graph was compiled with.</summary>
public sealed record RunConfig
{
    /// <summary>
    /// Nodes to pause before, in place of the compiled list; an empty list means none, <see langword="null"/> inherits, <see cref="Graph.AllNodes"/> is
    /// every node. A node in a subgraph is named by its path, as in <c>research/plan</c> or <c>research/*</c>; <see cref="Graph.AllPaths"/> is every node everywhere.
    /// Breakpoints that a subgraph was compiled with stay.
    /// </summary>
    public IReadOnlyList<string>? InterruptBefore { get; init; }

    /// <summary>Nodes to pause after; read like <see cref="InterruptBefore"/>.</summary>
    public IReadOnlyList<string>? InterruptAfter { get; init; }

    /// <summary>
    /// Whether the breakpoint lists of this call stay with the thread until it finishes: later calls that give no lists of their own use them.
    /// </summary>
    /// <value>The default is <see langword="false"/>: the lists are for this call only.</value>
    public bool StickyBreakpoints { get; init; }

    /// <summary>How many supersteps the run may take.</summary>
    /// <value>The default is 25, at least 1.</value>
    public int RecursionLimit { get; init; } = 25;

    /// <summary>When checkpoints are stored.</summary>
    /// <value>The default is <see cref="DurabilityMode.Sync"/>.</value>
    public DurabilityMode Durability { get; init; } = DurabilityMode.Sync;

    /// <summary>How many tasks of a superstep may be in flight at once; <see langword="null"/> for all of them.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Scalars stored with every checkpoint of the run; a history can be filtered by them.</summary>
    /// <value>String, boolean, integer or floating-point values. The default is none.</value>
    public IReadOnlyDictionary<string, object?>? Metadata { get; init; }

    /// <summary>
    /// Values that belong to the run, such as <c>user_id</c>: nodes read them with <see cref="NodeContext.Run"/>. They are stored with the run and are never part of
    /// the state. A run of a thread inherits the values of earlier runs; a value that is <see langword="null"/> removes an inherited one.
    /// </summary>
    /// <value>Anything that the graph can write as JSON; <see cref="RunValues.From"/> makes them of a record. The default is none.</value>
    public IReadOnlyDictionary<string, object?>? Context { get; init; }

    /// <summary>
    /// Whether a run that goes on from an earlier checkpoint, or from an edit, does effects again that were done once on the path which it left: see
    /// <see cref="NodeContext.OnceAsync"/>.
    /// </summary>
    /// <value>The default is <see langword="false"/>: they stay done, and their recorded results are used.</value>
    public bool RepeatEffects { get; init; }

    /// <summary>The id of the run; <see langword="null"/> for a new one.</summary>
    public string? RunId { get; init; }

    /// <summary>What <c>StreamAsync</c> reports, or what is kept with a run of a thread.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="StreamModes.Values"/> for <c>StreamAsync</c>, <see cref="StreamModes.Updates"/> for a run of a thread.</value>
    public StreamModes? StreamModes { get; init; }

    /// <summary>Whether events of subgraphs are reported too.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool StreamSubgraphs { get; init; }

    internal static RunConfig Default { get; } = new();
}
