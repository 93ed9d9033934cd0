namespace GraphRuntime.Threads.Tests;

public sealed class SqliteCoordinatorTests() : CoordinatorTests(new SqlitePlace());
