using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using GraphRuntime.Testing;
using GraphRuntime.Threads;

namespace GraphRuntime.TestSupport;

/// <summary>The stores of a test, over one database.</summary>
/// <param name="Runs">The run store.</param>
/// <param name="Checkpointer">The checkpointer.</param>
/// <param name="Store">The long-term store.</param>
/// <param name="Time">The clock that they read.</param>
internal sealed record TestStores(IRunStore Runs, ICheckpointer Checkpointer, IStore Store, VirtualTimeProvider Time);
