namespace GraphRuntime.Checkpointing;

/// <summary>A record that a task stored with the checkpoint from which it started.</summary>
/// <param name="TaskId">The task, unique within the checkpoint; the empty string is the run itself.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Payload">The encoded content; opaque to the store.</param>
public readonly record struct PendingWrite(string TaskId, PendingWriteKind Kind, ReadOnlyMemory<byte> Payload);
