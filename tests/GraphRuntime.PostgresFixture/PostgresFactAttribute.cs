using Xunit;

namespace GraphRuntime.PostgresFixture;

/// <summary>A test that needs PostgreSQL: skipped where there is none, unless it is required.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresAvailability.SkipReason;
}
