using System.Text.Json;

namespace GraphRuntime;

/// <summary>A task that starts from a checkpoint.</summary>
public sealed record TaskSnapshot
{
    /// <summary>The id of the task.</summary>
    public required string Id { get; init; }

    /// <summary>The node.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Why the task runs. Empty where the superstep before it is not stored (<see cref="DurabilityMode.Exit"/>), was stored by a version that did not keep where its tasks led,
    /// and in events.
    /// </summary>
    public IReadOnlyList<TaskCause> Causes { get; init; } = [];

    /// <summary>The questions of the task. They are open until the task has finished.</summary>
    public IReadOnlyList<Interrupt> Interrupts { get; init; } = [];

    /// <summary>True where the task has finished: none of its questions is open any more.</summary>
    public bool IsFinished { get; init; }

    /// <summary>The message of the error that ended the task, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>True where the error was handled: <see cref="Writes"/> are those of the error handler.</summary>
    public bool WasHandled { get; init; }

    /// <summary>
    /// What the task wrote, by channel; <see langword="null"/> where it has not finished or wrote nothing. An overwrite is <c>{"$overwrite": value}</c>. Several writes of a subgraph
    /// that shares the state are <c>{"$writes": [first, second]}</c>, in their order.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement>? Writes { get; init; }

    /// <summary>The namespace of the graph that the task runs, or <see langword="null"/> where it is no subgraph.</summary>
    public string? SubgraphNamespace { get; init; }

    /// <summary>The state of that graph, if it was requested.</summary>
    public StateSnapshot? Subgraph { get; init; }
}
