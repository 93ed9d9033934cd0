using GraphRuntime.Checkpointing;
using GraphRuntime.Diagnostics;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.Graphs;

/// <summary>What the engine takes from outside: time, ids, threads, services. Everything that waits or chooses goes through here.</summary>
internal sealed record EngineServices
{
    public static EngineServices Default { get; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public IServiceProvider? Provider { get; init; }

    public ILogger Logger { get; init => field = Diagnostics.SafeLogger.Wrap(value); } = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public ICheckpointCodec? Codec { get; init; }

    /// <summary>How many bytes a stored piece has at most before it is encoded.</summary>
    public int MaxValueBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Starts work on another thread.</summary>
    public Action<Action> Dispatch { get; init; } = static work => ThreadPool.UnsafeQueueUserWorkItem(static w => w(), work, preferLocal: false);

    /// <summary>How many threads a superstep may use at once.</summary>
    public int MaxThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Makes the ids of runs.</summary>
    public Func<string> NewId { get; init; } = RandomIds.Instance.NewId;
}
