using System.Text.Json;
using GraphRuntime.Execution;

namespace GraphRuntime;

/// <summary>What one task wrote.</summary>
public sealed record UpdatesEvent : GraphEvent
{
    private readonly WriteView _view;

    internal UpdatesEvent(WriteView view) => _view = view;

    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>The update, or <see langword="null"/> where the node wrote nothing. An event that was read from a store has <see cref="Writes"/> only.</summary>
    public StateUpdate? Update => _view.Update;

    /// <summary>
    /// The writes to output channels as JSON, by channel; created on first use. An overwrite is <c>{"$overwrite": value}</c>. Several writes of a subgraph
    /// that shares the state are <c>{"$writes": [first, second]}</c>, in their order.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Writes => _view.Writes;

    /// <summary>True where the error handler of the node made the update, after the node had failed. It is not stored.</summary>
    public bool IsFromErrorHandler { get; init; }

    /// <summary>True where the writes were kept from before: from an earlier run, out of the store, or from the cache of the node.</summary>
    public bool IsCached { get; init; }
}
