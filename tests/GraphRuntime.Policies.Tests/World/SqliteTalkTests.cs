namespace GraphRuntime.Policies.Tests;

public sealed class SqliteTalkTests() : TalkTests(new SqlitePlace());
