namespace GraphRuntime.Threads.Tests;

/// <summary>The whole suite with a log provider that throws at every entry: every run ends the same.</summary>
public sealed class ThrowingLogCoordinatorTests() : CoordinatorTests(new MemoryPlace(), logThrows: true);
