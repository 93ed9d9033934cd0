using GraphRuntime.Testing;

namespace GraphRuntime.Postgres.Tests;

public sealed class ConformanceTests(PostgresSchema schema) : PostgresTest(schema)
{
    public static TheoryData<string> Cases { get; } = [.. CheckpointerConformance.Cases.Select(one => one.Name)];

    [PostgresTheory]
    [MemberData(nameof(Cases))]
    public async Task Contract(string clause)
    {
        await using var second = new PostgresCheckpointer(Options(Schema));
        await CheckpointerConformance.Case(clause).RunAsync(Store, second);
    }
}
