namespace GraphRuntime;

/// <summary>How a <see cref="ThreadRunCoordinator"/> works. The options are read when it is created.</summary>
public sealed class CoordinatorOptions
{
    private static readonly TimeSpan LongestHeartbeat = TimeSpan.FromSeconds(5);

    private TimeSpan? _heartbeatInterval;

    /// <summary>The strategy of a run that names none and whose graph has none in <see cref="GraphStrategies"/>.</summary>
    /// <value>The default is <see cref="MultitaskStrategy.Enqueue"/>.</value>
    public MultitaskStrategy DefaultMultitaskStrategy { get; set; } = MultitaskStrategy.Enqueue;

    /// <summary>The strategy of runs that name none, by the name of their graph.</summary>
    /// <value>The default is empty.</value>
    public IDictionary<string, MultitaskStrategy> GraphStrategies { get; } = new Dictionary<string, MultitaskStrategy>(StringComparer.Ordinal);

    /// <summary>The policy of runs that name neither policy nor strategy and whose graph has none of both.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="DefaultMultitaskStrategy"/>.</value>
    public RunPolicy? DefaultPolicy { get; set; }

    /// <summary>The policy of runs that name neither policy nor strategy, by the name of their graph. It comes before <see cref="GraphStrategies"/>.</summary>
    /// <value>The default is empty.</value>
    public IDictionary<string, RunPolicy> GraphPolicies { get; } = new Dictionary<string, RunPolicy>(StringComparer.Ordinal);

    /// <summary>What happens if a strategy meets a guard of a run in flight.</summary>
    /// <value>The default is <see cref="GuardedStrategy.Enqueue"/>.</value>
    public GuardedStrategy WhenGuarded { get; set; }

    /// <summary>How long a guarded run may keep a strategy waiting (<see cref="GuardedStrategy.Wait"/>); then the run is taken away.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan MaxGuardWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether a run that has nothing left to run begins again with an input that was steered into it (<see cref="MultitaskStrategy.Steer"/>). Otherwise it ends, and the input
    /// becomes a run of its own.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool SteeredRunsBeginAgain { get; set; } = true;

    /// <summary>
    /// How many runs of a thread may go before one another (<see cref="MultitaskStrategy.Preempt"/>): with 1, a run that goes before others cannot itself be stopped for a more
    /// urgent one. A further run waits for its turn, as with <see cref="MultitaskStrategy.Enqueue"/>.
    /// </summary>
    /// <value>The default is 3; at least 0, at most 100.</value>
    public int MaxPreemptionDepth { get; set; } = 3;

    /// <summary>What a new input does on a thread that waits at a breakpoint or for an answer.</summary>
    /// <value>The default is <see cref="PausedThreadRule.Discard"/>; what was discarded is reported in <see cref="RunAdmission.Discarded"/>.</value>
    public PausedThreadRule WhenPaused { get; set; } = PausedThreadRule.Discard;

    /// <summary>The same by the name of the graph.</summary>
    /// <value>The default is empty.</value>
    public IDictionary<string, PausedThreadRule> GraphPausedRules { get; } = new Dictionary<string, PausedThreadRule>(StringComparer.Ordinal);

    /// <summary>
    /// Whether this process executes runs. One that does not creates, reads, joins, answers and cancels runs, and leaves their execution to other processes on the same
    /// store.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool ExecuteRuns { get; set; } = true;

    /// <summary>How many runs this process executes at once.</summary>
    /// <value>The default is 64; at least 1.</value>
    public int MaxConcurrentRuns { get; set; } = 64;

    /// <summary>How many runs of one thread may be pending; one more is refused with <see cref="QueueFullException"/>.</summary>
    /// <value>The default is 100; at least 1.</value>
    public int MaxQueuedPerThread { get; set; } = 100;

    /// <summary>
    /// How large the input of a run may be, also one that was merged of several, and the values of a run (<see cref="RunConfig.Context"/>); more is refused with
    /// <see cref="LimitExceededException"/>.
    /// </summary>
    /// <value>In bytes of JSON. The default is 16,777,216 (16 MiB); at least 1.</value>
    public int MaxInputBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many entries the metadata of a thread, of a run or of its configuration may have; more is refused with <see cref="LimitExceededException"/>.</summary>
    /// <value>The default is 256; at least 1.</value>
    public int MaxMetadataEntries { get; set; } = 256;

    /// <summary>How large the metadata of a thread, of a run or of its configuration may be; more is refused with <see cref="LimitExceededException"/>.</summary>
    /// <value>In bytes of JSON. The default is 65,536 (64 KiB); at least 1.</value>
    public int MaxMetadataBytes { get; set; } = 64 * 1024;

    /// <summary>How long a run stays with its owner without a sign of life. After a crash, runs go on this much later.</summary>
    /// <value>The default is 30 seconds; at least 100 milliseconds.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often an owner gives a sign of life.</summary>
    /// <value>The default is a third of <see cref="LeaseDuration"/>, and no more than 5 seconds; at most half of <see cref="LeaseDuration"/>.</value>
    public TimeSpan HeartbeatInterval
    {
        get => _heartbeatInterval ?? (LeaseDuration / 3 < LongestHeartbeat ? LeaseDuration / 3 : LongestHeartbeat);
        set => _heartbeatInterval = value;
    }

    /// <summary>How often runs of owners that are gone are looked for.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan ReapInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often work is looked for when nothing announces it.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a run may take to stop when it was cancelled, displaced or timed out; then it is taken away, and nothing it still does is stored.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan CancellationGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stopping host waits for runs to reach the end of their superstep before it cancels them.</summary>
    /// <value>The default is 20 seconds.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a run is started before it counts as poisoned. A host that stops in good order does not use up an attempt.</summary>
    /// <value>The default is 3; at least 1.</value>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>How long a run that lost its owner waits before its second attempt; doubled with every further one.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan RetryBackoff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The upper bound of that wait.</summary>
    /// <value>The default is 1 minute.</value>
    public TimeSpan MaxRetryBackoff { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one attempt at a run may take if its options say nothing; <see langword="null"/> for no limit.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>
    /// How long the completion callbacks of a run may take together, and how long after a failure they are called again; doubled with every further time, up to an
    /// hour. What takes longer may be called twice at once.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan CallbackPatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the completion callbacks of a run are called before that is given up.</summary>
    /// <value>The default is 10; at least 1.</value>
    public int MaxCallbackTries { get; set; } = 10;

    /// <summary>How many events of a run may wait to be stored before its nodes wait for them.</summary>
    /// <value>The default is 1,000; at least 1.</value>
    public int EventBufferSize { get; set; } = 1000;

    /// <summary>What the workers remove, and when.</summary>
    /// <value>The default keeps everything but items of the long-term store whose time to live is over.</value>
    public RetentionOptions Retention { get; } = new();

    /// <summary>
    /// Which record is kept of a run that is rolled back or deleted (<see cref="ThreadRunCoordinator.ListRemovedRunsAsync"/>); <see langword="null"/> to keep none. The records
    /// of a thread go with the thread.
    /// </summary>
    /// <value>The default is <see langword="null"/>.</value>
    public RemovedRunOptions? RemovedRuns { get; set; }

    /// <summary>
    /// Whether the log entry of a failed run (2011, at Error) has the exception of the node with its message, which may quote what the node was given. Otherwise it has the
    /// node and the type, and the exception is logged at Debug.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool LogExceptionMessages { get; set; }
}
