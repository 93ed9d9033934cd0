namespace GraphRuntime.AspNetCore.Tests.Sdk;

/// <summary>A test that needs Node and the official JavaScript client.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SdkFactAttribute : FactAttribute
{
    public SdkFactAttribute() => Skip = NpmPackages.SkipReason;
}

/// <summary>A test that needs Node, the official JavaScript client and PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SdkPostgresFactAttribute : FactAttribute
{
    public SdkPostgresFactAttribute() => Skip = NpmPackages.SkipReason ?? PostgresFixture.PostgresAvailability.SkipReason;
}
