namespace GraphRuntime.Threads.Tests;

public sealed class InMemoryCoordinatorTests() : CoordinatorTests(new MemoryPlace());
