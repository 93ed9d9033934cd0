namespace GraphRuntime;

/// <summary>How the runtime treats a node.</summary>
public sealed record NodeOptions
{
    /// <summary>Waits until no other node is left to run.</summary>
    public bool Defer { get; init; }

    /// <summary>How often the node is tried; <see langword="null"/> for once.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>How long one attempt may take, at most 49 days; <see langword="null"/> for any time.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many tasks of the node may be in flight at once in a superstep, for a node that many sends go to; <see langword="null"/> for any number.</summary>
    /// <value>At least 1. <see cref="RunConfig.MaxConcurrency"/> limits all tasks of the superstep together. A task that waits for a retry is in flight.</value>
    public int? MaxConcurrency { get; init; }

    /// <summary>Wraps all attempts of the node: a resilience pipeline, a rate limiter. It must call what it is given.</summary>
    /// <example><c>Execute = pipeline.ExecuteAsync</c> with a Polly <c>ResiliencePipeline</c>.</example>
    public Func<Func<CancellationToken, ValueTask>, CancellationToken, ValueTask>? Execute { get; init; }

    /// <summary>Gives the key under which the node's result is remembered for the same input; <see langword="null"/> for no cache.</summary>
    public Func<object, string>? CacheKey { get; init; }

    /// <summary>How long a remembered result is used.</summary>
    /// <value>The default is for as long as the graph lives.</value>
    public TimeSpan? CacheDuration { get; init; }

    /// <summary>
    /// The graph that the node calls with <see cref="NodeContext.InvokeAsync{TChild}(CompiledGraph{TChild}, StateUpdate{TChild})"/>, so that its state can be looked at and it is drawn;
    /// <see langword="null"/> for none.
    /// </summary>
    public CompiledGraph? Calls { get; init; }

    /// <summary>
    /// Gives, for the node's input, the key of the memory that its subgraph with <see cref="SubgraphPersistence.OwnMemory"/> uses. <see langword="null"/> for one memory
    /// of the node (for a node that is sent to, one for each number of a send).
    /// </summary>
    public Func<object, string>? MemoryKey { get; init; }

    /// <summary>
    /// Whether the node must not be interrupted or rolled back while it runs, until its superstep is stored; see <see cref="NodeContext.NoInterruptRegionAsync"/>.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool NoInterrupt { get; init; }

    /// <summary>
    /// The nodes that commands of this node may go to. They are drawn, and a command that goes anywhere else is refused with <see cref="RouteException"/>;
    /// <see cref="Graph.End"/> is always allowed. <see langword="null"/> for any node.
    /// </summary>
    public IReadOnlyList<string>? Destinations { get; init; }

    /// <summary>The only channels that the node sees; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    internal static NodeOptions Default { get; } = new();
}
