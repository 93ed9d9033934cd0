using GraphRuntime.Testing;
using GraphRuntime.Testing.Xunit;

namespace GraphRuntime.Postgres.Tests;

public sealed class ConformanceTests(PostgresSchema schema) : CheckpointerTest(schema)
{
    public static TheoryData<string> Cases { get; } = [.. CheckpointerConformance.Cases.Select(one => one.Name)];

    [PostgresTheory]
    [MemberData(nameof(Cases))]
    public async Task Contract(string clause)
    {
        await using var second = new PostgresCheckpointer(Schema.Options());
        await CheckpointerConformance.Case(clause).RunAsync(Store, second);
    }

    [PostgresFact]
    public Task Random_sequences_of_operations_give_what_the_model_gives() => RandomSequences.CheckAsync(Store, sequences: 25, operations: 40);
}
