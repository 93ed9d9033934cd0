using GraphRuntime.Testing;
using GraphRuntime.Testing.Xunit;

namespace GraphRuntime.Postgres.Tests;

public sealed class RunConformanceTests(PostgresSchema schema) : IClassFixture<PostgresSchema>
{
    public static TheoryData<string> Cases { get; } = [.. RunStoreConformance.Cases.Select(one => one.Name)];

    [PostgresTheory]
    [MemberData(nameof(Cases))]
    public async Task Contract(string clause)
    {
        var time = new VirtualTimeProvider();
        await using var first = Open(time);
        await using var second = Open(time);
        await schema.EmptyAsync();
        await RunStoreConformance.Case(clause).RunAsync(Subject(first, time), Subject(second, time));
    }

    [PostgresFact]
    public async Task Random_calls_have_the_answers_of_the_model()
    {
        var time = new VirtualTimeProvider();
        await using var storage = Open(time);
        await schema.EmptyAsync();
        await RandomRunCalls.CheckAsync(Subject(storage, time), calls: 1_000);
    }

    private static RunStoreSubject Subject(PostgresStorage storage, VirtualTimeProvider time) => new(storage.RunStore, storage.Checkpointer, time);

    private PostgresStorage Open(VirtualTimeProvider time) =>
        new(schema.Options(), time);
}
