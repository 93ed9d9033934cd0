using Xunit.Sdk;

namespace GraphRuntime.Threads.Tests;

/// <summary>A test that runs on every store that there is.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("GraphRuntime.Threads.Tests.StoreFactDiscoverer", "GraphRuntime.Threads.Tests")]
public sealed class StoreFactAttribute : FactAttribute;
