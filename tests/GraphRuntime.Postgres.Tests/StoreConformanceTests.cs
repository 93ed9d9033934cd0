using GraphRuntime.Testing;

namespace GraphRuntime.Postgres.Tests;

public sealed class StoreConformanceTests(PostgresSchema schema) : PostgresTest(schema)
{
    public static TheoryData<string> Cases { get; } = [.. StoreConformance.Cases.Select(one => one.Name)];

    [PostgresTheory]
    [MemberData(nameof(Cases))]
    public async Task Contract(string clause)
    {
        var time = new VirtualTimeProvider();
        await using var one = new PostgresDatabase(Schema.Options());
        await using var two = new PostgresDatabase(Schema.Options());
        await StoreConformance.Case(clause).RunAsync(
            new StoreSubject(new PostgresStore(one, time), new PostgresCheckpointer(one), time),
            new StoreSubject(new PostgresStore(two, time), new PostgresCheckpointer(two), time));
    }
}
