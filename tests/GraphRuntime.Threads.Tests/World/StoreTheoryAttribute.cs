using Xunit.Sdk;

namespace GraphRuntime.Threads.Tests;

/// <summary>A theory that runs on every store that there is.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("GraphRuntime.Threads.Tests.StoreTheoryDiscoverer", "GraphRuntime.Threads.Tests")]
public sealed class StoreTheoryAttribute : TheoryAttribute;
