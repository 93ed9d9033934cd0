namespace GraphRuntime.Checkpointing;

/// <summary>What a reader learns of one namespace of a thread in one consistent snapshot.</summary>
/// <param name="Epoch">The epoch of the thread; 0 if the thread never had an owner.</param>
/// <param name="Head">The id of the newest checkpoint of the namespace, or 0.</param>
/// <param name="LastId">The largest checkpoint id that was ever used in the namespace; ids are never used twice, also not after a rollback.</param>
/// <param name="Checkpoint">The requested checkpoint, or <see langword="null"/>.</param>
public sealed record CheckpointRead(long Epoch, long Head, long LastId, StoredCheckpoint? Checkpoint);
