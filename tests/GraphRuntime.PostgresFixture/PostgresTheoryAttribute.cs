using Xunit;

namespace GraphRuntime.PostgresFixture;

/// <summary>A test with cases that needs PostgreSQL: skipped where there is none, unless it is required.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresAvailability.SkipReason;
}
