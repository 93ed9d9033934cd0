using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>A run store to be checked, with what belongs to it.</summary>
/// <param name="Store">The run store.</param>
/// <param name="Checkpointer">The checkpointer that shares its database.</param>
/// <param name="Time">The clock that the store reads.</param>
public sealed record RunStoreSubject(IRunStore Store, ICheckpointer Checkpointer, VirtualTimeProvider Time);
