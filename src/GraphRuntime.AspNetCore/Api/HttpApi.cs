using GraphRuntime.Scheduling;
using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using Microsoft.Extensions.Options;

namespace GraphRuntime.AspNetCore;

/// <summary>What the endpoints work with.</summary>
internal sealed class HttpApi(
    ThreadRunCoordinator coordinator,
    GraphCatalog graphs,
    ICheckpointer checkpointer,
    IStore store,
    GraphSchedules schedules,
    TimeProvider time,
    IOptions<HttpApiOptions> options)
{
    private bool _madeTemporaryThreads;

    public ThreadRunCoordinator Coordinator { get; } = coordinator;

    public GraphCatalog Graphs { get; } = graphs;

    public ICheckpointer Checkpointer { get; } = checkpointer;

    public IStore Store { get; } = store;

    public GraphSchedules Schedules { get; } = schedules;

    public TimeProvider Time { get; } = time;

    public HttpApiOptions Options { get; } = options.Value;

    public AssistantBook Assistants { get; } = new(store, graphs, time);

    public OpenStreams Streams { get; } = new(options.Value.MaxOpenStreams, options.Value.MaxOpenStreamsPerOwner);

    /// <summary>Whether this process made threads for one run each that may have to be deleted.</summary>
    public bool MadeTemporaryThreads
    {
        get => Volatile.Read(ref _madeTemporaryThreads);
        set => Volatile.Write(ref _madeTemporaryThreads, value);
    }

    /// <summary>Ids of what this server creates: UUIDs that sort by the time of creation.</summary>
    public string NewId() => Guid.CreateVersion7(Time.GetUtcNow()).ToString();
}
