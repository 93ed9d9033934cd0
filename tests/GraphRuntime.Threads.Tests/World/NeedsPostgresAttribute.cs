namespace GraphRuntime.Threads.Tests;

/// <summary>Marks a class whose tests are skipped where there is no PostgreSQL, unless it is required.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPostgresAttribute : Attribute;
