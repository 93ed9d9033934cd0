using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;

namespace GraphRuntime.Testing;

/// <summary>A store to be checked, with what it depends on.</summary>
/// <param name="Store">The store.</param>
/// <param name="Checkpointer">Raises the epochs of threads that the store knows.</param>
/// <param name="Time">The clock that the store reads. Two instances over the same data share one clock.</param>
public sealed record StoreSubject(IStore Store, ICheckpointer Checkpointer, VirtualTimeProvider Time);
