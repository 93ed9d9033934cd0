using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime;

/// <summary>A checkpoint as its graph sees it: the state, what runs next, and what the tasks did or wait for.</summary>
public class StateSnapshot
{
    internal StateSnapshot(object state) => StateObject = state;

    /// <summary>The thread.</summary>
    public string? ThreadId { get; internal init; }

    /// <summary>The namespace; the empty string is the root graph.</summary>
    public string Namespace { get; internal init; } = "";

    /// <summary>The checkpoint, or <see langword="null"/> where the thread has none yet.</summary>
    public long? CheckpointId { get; internal init; }

    /// <summary>The checkpoint it was made from, or <see langword="null"/>.</summary>
    public long? ParentCheckpointId { get; internal init; }

    /// <summary>Why the checkpoint was made, or <see langword="null"/> where there is none.</summary>
    public CheckpointSource? Source { get; internal init; }

    /// <summary>The superstep, or <see langword="null"/> where there is no checkpoint.</summary>
    public int? Step { get; internal init; }

    /// <summary>When the checkpoint was made.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>The run that made the checkpoint.</summary>
    public string? RunId { get; internal init; }

    /// <summary>The metadata of that run.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; internal init; } = new Dictionary<string, JsonElement>();

    /// <summary>The nodes that run next, in order; once for each send.</summary>
    public IReadOnlyList<string> Next { get; internal init; } = [];

    /// <summary>The tasks that start from this checkpoint.</summary>
    public IReadOnlyList<TaskSnapshot> Tasks { get; internal init; } = [];

    /// <summary>The open questions of all tasks.</summary>
    public IReadOnlyList<Interrupt> Interrupts => [.. Tasks.Where(static t => !t.IsFinished).SelectMany(static t => t.Interrupts)];

    /// <summary>The checkpoint as the place to go on from.</summary>
    /// <exception cref="InvalidOperationException">There is no checkpoint.</exception>
    public GraphThread Thread => new(CheckpointId is null ? throw new InvalidOperationException($"{(ThreadId is null ? "The snapshot" : $"Thread '{ThreadId}'")} has no checkpoint to go on from. Give it an input first.") : ThreadId!) { CheckpointId = CheckpointId, Namespace = Namespace };

    /// <summary>
    /// The state as UTF-8 JSON, one property a channel that has a value. Only snapshots that <see cref="ThreadRunCoordinator"/> read have it; it is empty otherwise.
    /// </summary>
    public ReadOnlyMemory<byte> StateJson { get; internal init; }

    /// <summary>The state as an object.</summary>
    public object StateObject { get; }
}
