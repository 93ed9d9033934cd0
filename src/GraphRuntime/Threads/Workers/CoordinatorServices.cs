using GraphRuntime.Checkpointing;
using GraphRuntime.Diagnostics;
using GraphRuntime.Graphs;
using GraphRuntime.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GraphRuntime.Threads;

/// <summary>What a coordinator is made of. Everything that waits, chooses or starts work goes through here, so that a simulator can own it.</summary>
internal sealed record CoordinatorServices
{
    public required IRunStore Store { get; init; }

    /// <summary>The checkpoints of the same storage, for retention; <see langword="null"/> to keep all of them.</summary>
    public ICheckpointer? Checkpointer { get; init; }

    /// <summary>The long-term store of the same storage, for retention; <see langword="null"/> to leave it alone.</summary>
    public IStore? LongTermStore { get; init; }

    /// <summary>The registered graphs; <see langword="null"/> for an unknown name.</summary>
    public required Func<string, IThreadGraph?> Graphs { get; init; }

    /// <summary>The names of the registered graphs: only runs of these are claimed. <see langword="null"/> to claim runs of any graph.</summary>
    public IReadOnlyCollection<string>? GraphNames { get; init; }

    public CoordinatorOptions Options { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Throws nothing, whatever the loggers of the application do.</summary>
    public ILogger Logger { get; init => field = SafeLogger.Wrap(value); } = NullLogger.Instance;

    /// <summary>Makes the ids of runs, threads and owners; never the same twice.</summary>
    public Func<string> NewId { get; init; } = RandomIds.Instance.NewId;

    public IWorkDispatcher Dispatcher { get; init; } = ThreadPoolDispatcher.Instance;

    /// <summary>Whether leases are kept by a thread of their own, in real time; otherwise by <see cref="Dispatcher"/> and <see cref="Time"/>.</summary>
    public bool HasOwnHeartbeat { get; init; }

    public ICallbackSource Callbacks { get; init; } = NoCallbacks.Instance;
}
