namespace GraphRuntime.Threads.Tests;

[NeedsPostgres]
public sealed class PostgresCoordinatorTests() : CoordinatorTests(new PostgresPlace());
