namespace GraphRuntime.PostgresFixture;

/// <summary>Says whether tests can have a PostgreSQL server, and what to do where not.</summary>
public static class PostgresAvailability
{
    /// <summary>The variable that makes a missing server a failure instead of a skipped test.</summary>
    public const string RequireVariable = "GRAPHRUNTIME_REQUIRE_POSTGRES";

    /// <summary>The line that mends a missing server.</summary>
    public const string HowToMend =
        "No PostgreSQL found. Install it (apt-get install postgresql, brew install postgresql), or set " + PostgresServer.ConnectionVariable
        + " to the connection string of a server on which the tests may create schemas.";

    /// <summary>Why tests are skipped, or <see langword="null"/> where they run: with a server, or to fail where one is required.</summary>
    public static string? SkipReason { get; } =
        Environment.GetEnvironmentVariable(PostgresServer.ConnectionVariable) is { Length: > 0 }
        || Environment.GetEnvironmentVariable(RequireVariable) == "1"
        || PostgresBinaries.Folder is not null
            ? null
            : HowToMend;
}
