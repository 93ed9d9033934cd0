using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

[NeedsPostgres]
public sealed class PostgresTalkTests() : TalkTests(new PostgresPlace());
