using GraphRuntime.Checkpointing;
using Microsoft.Extensions.Logging;

namespace GraphRuntime;

/// <summary>What is fixed when a graph is compiled.</summary>
public sealed record CompileOptions
{
    /// <summary>Stores the checkpoints; <see langword="null"/> for none, or for the one from dependency injection.</summary>
    public ICheckpointer? Checkpointer { get; init; }

    /// <summary>Nodes to pause before; <see cref="Graph.AllNodes"/> is every node.</summary>
    public IReadOnlyList<string> InterruptBefore { get; init; } = [];

    /// <summary>Nodes to pause after.</summary>
    public IReadOnlyList<string> InterruptAfter { get; init; } = [];

    /// <summary>How the graph is stored when it is a node of another graph.</summary>
    public SubgraphPersistence Persistence { get; init; }

    /// <summary>Transforms bytes before they are stored (encryption, compression); <see langword="null"/> for none.</summary>
    public ICheckpointCodec? Codec { get; init; }

    /// <summary>
    /// How many bytes of JSON one stored piece may have: a whole value, what one superstep adds to a list, the result of a task, or an event that a node
    /// emits in a run of a coordinator. More is refused, with <see cref="InvalidUpdateException"/> when it is to be stored and with <see cref="CheckpointCorruptedException"/> when it is read.
    /// </summary>
    /// <value>In bytes; at least 1. The default is 67,108,864 (64 MiB).</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int MaxValueBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 64 * 1024 * 1024;

    /// <summary>Resolves node classes and <see cref="NodeContext.Services"/>; <see langword="null"/> for none.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>
    /// What undoes effects of runs that are rolled back, by name; effects choose one with <see cref="EffectOptions{T}.Compensation"/>. They are called in reverse order
    /// before the next run of the thread begins, and again if they fail.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, Func<Compensation, CancellationToken, ValueTask>> Compensations { get; init; } =
        new Dictionary<string, Func<Compensation, CancellationToken, ValueTask>>();

    /// <summary>
    /// Whether nodes can buffer writes to the long-term store with <see cref="NodeContext.BufferStoreWrites"/>. Runs of the graph then look, before they begin, for
    /// writes that have to be made or put back.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool BufferedStoreWrites { get; init; }

    /// <summary>Where time is read.</summary>
    /// <value>The default is <see cref="System.TimeProvider.System"/>.</value>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Receives the logs of the graph, in the category <c>GraphRuntime</c>: how runs end, and which attempts at nodes are repeated; <see langword="null"/> for none.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    internal static CompileOptions Default { get; } = new();
}
