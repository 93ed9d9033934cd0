using System.Text.Json;
using GraphRuntime.Execution;

namespace GraphRuntime;

/// <summary>A task finished, paused or failed.</summary>
public sealed record TaskFinishedEvent : GraphEvent
{
    private readonly WriteView _view;

    internal TaskFinishedEvent(WriteView view) => _view = view;

    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>The superstep.</summary>
    public required int Step { get; init; }

    /// <summary>What the task wrote, as JSON by channel; empty where it paused or failed.</summary>
    public IReadOnlyDictionary<string, JsonElement> Writes => _view.Writes;

    /// <summary>The questions that the task waits on.</summary>
    public required IReadOnlyList<Interrupt> Interrupts { get; init; }

    /// <summary>The error that ended the task, or <see langword="null"/>. An event that was read from a store has <see cref="ErrorMessage"/> only.</summary>
    public Exception? Error { get; init; }

    /// <summary>The message of the error that ended the task, or <see langword="null"/>.</summary>
    public string? ErrorMessage => Error?.Message ?? StoredError;

    internal string? StoredError { get; init; }
}
