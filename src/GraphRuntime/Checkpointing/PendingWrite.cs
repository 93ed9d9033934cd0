namespace GraphRuntime.Checkpointing;

/// <summary>Something a task left beside the checkpoint it started from.</summary>
/// <param name="TaskId">The task, unique within the checkpoint; the empty string is the run itself.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Payload">The encoded content; opaque to the store.</param>
public readonly record struct PendingWrite(string TaskId, PendingWriteKind Kind, ReadOnlyMemory<byte> Payload);
