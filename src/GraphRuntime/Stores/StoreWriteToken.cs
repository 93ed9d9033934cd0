namespace GraphRuntime.Stores;

/// <summary>Ties writes to the right of a run to write on its thread, so that a displaced or expired run can no longer reach the store.</summary>
/// <param name="ThreadId">The thread of the run.</param>
/// <param name="Epoch">The epoch under which the run owns the thread.</param>
public readonly record struct StoreWriteToken(string ThreadId, long Epoch);
