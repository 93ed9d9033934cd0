namespace GraphRuntime;

/// <summary>How a run is admitted and executed. Everything has a default.</summary>
public sealed record RunOptions
{
    /// <summary>What happens if other runs of the thread are in flight.</summary>
    /// <value>The default is <see langword="null"/>: the strategy of the graph, else that of the coordinator (<see cref="CoordinatorOptions"/>).</value>
    public MultitaskStrategy? MultitaskStrategy { get; init; }

    /// <summary>Chooses the strategy from what is in flight, in the place of a fixed one.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="MultitaskStrategy"/>, else the policy or strategy of the graph, else that of the coordinator.</value>
    public RunPolicy? Policy { get; init; }

    /// <summary>What rules of a policy may ask for.</summary>
    /// <value>The default is <see langword="null"/>: nothing is known.</value>
    public RunHints? Hints { get; init; }

    /// <summary>What happens if the strategy meets a guard of a run in flight.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="CoordinatorOptions.WhenGuarded"/>.</value>
    public GuardedStrategy? WhenGuarded { get; init; }

    /// <summary>What the input does if the thread waits at a breakpoint or for an answer and the input is neither an answer nor a resume.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="CoordinatorOptions.WhenPaused"/>.</value>
    public PausedThreadRule? WhenPaused { get; init; }

    /// <summary>What the graph needs to know: breakpoints, limits, durability, and the values that belong to the run (<see cref="RunConfig.Context"/>).</summary>
    /// <value>
    /// The default is that of <see cref="RunConfig"/>; its lists inherit those of the compiled graph where they are <see langword="null"/>. Its
    /// <see cref="RunConfig.RunId"/> and <see cref="RunConfig.StreamModes"/> hold where <see cref="RunId"/> and <see cref="StreamModes"/> are
    /// <see langword="null"/>.
    /// </value>
    public RunConfig? Config { get; init; }

    /// <summary>Which events are kept with the run, for every reader of its stream.</summary>
    /// <value>
    /// The default is <see langword="null"/>: those of <see cref="Config"/>, else <see cref="StreamModes.Updates"/>, whose size grows with what the nodes
    /// write and not with the state.
    /// </value>
    public StreamModes? StreamModes { get; init; }

    /// <summary>
    /// Scalars stored with the run, to find it by. They never reach the state. <see cref="RunConfig.Metadata"/> is stored with the checkpoints of the run.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? Metadata { get; init; }

    /// <summary>
    /// How long the run waits before it takes its place in the queue. Meanwhile it is in the way of no other run: others overtake it, and are neither refused because of it nor
    /// displace it, unless they ask for that (<see cref="IncludeDelayed"/>). The thread is <see cref="ThreadStatus.Busy"/>.
    /// </summary>
    /// <value>The default is zero. It must not be negative, nor longer than ten years.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>
    /// Whether the strategy or policy of this run meets runs, too, whose <see cref="Delay"/> is not over: it is then refused because of them, interrupts them, or rolls them back.
    /// </summary>
    /// <value>The default is <see langword="false"/>. Runs that are created over HTTP meet them.</value>
    public bool IncludeDelayed { get; init; }

    /// <summary>
    /// The subgraph of the run in flight that the input is for: the names of the nodes that lead to it, separated by slashes. The input is then an update of the state of that
    /// subgraph. It is applied between two supersteps of the next or present call of it, once, and cannot be a run of its own: where no run in flight may take it, it is refused,
    /// and where the run ends and no call has taken it, its record ends as <see cref="RunStatusReason.NotApplied"/>. Only with <see cref="MultitaskStrategy.Steer"/>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the root graph.</value>
    public string? SteersPath { get; init; }

    /// <summary>How long an attempt at the run may take; then it stops with <see cref="RunStatus.Timeout"/>.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="CoordinatorOptions.RunTimeout"/>.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Creating a run with the key of an earlier run of the thread returns that run, whatever else the call says. The key is forgotten with the run.
    /// </summary>
    /// <value>The default is <see langword="null"/>: every call is a new run.</value>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether a thread that does not exist is created; if not, it is an error.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool CreateThread { get; init; } = true;

    /// <summary>The id of the run.</summary>
    /// <value>The default is <see langword="null"/>: that of <see cref="Config"/>, else a new one.</value>
    public string? RunId { get; init; }

    internal static RunOptions Default { get; } = new();

    /// <summary>What is kept with a run of which nothing is said.</summary>
    internal const StreamModes DefaultModes = GraphRuntime.StreamModes.Updates;

    /// <summary>The id that was given, here or in <see cref="Config"/>.</summary>
    internal string? GivenRunId => RunId ?? Config?.RunId;

    /// <summary>The modes that were given, here or in <see cref="Config"/>.</summary>
    internal StreamModes? GivenModes => StreamModes ?? Config?.StreamModes;
}
