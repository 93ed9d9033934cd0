using GraphRuntime.Checkpointing;
using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Running;
using GraphRuntime.Conformance.Stores;
using GraphRuntime.PostgresFixture;

namespace GraphRuntime.Conformance.Tests;

public sealed class StoresTests
{
    [Fact]
    public Task The_engine_answers_as_recorded_on_SQLite() => RunAllAsync("sqlite");

    [PostgresFact]
    public Task The_engine_answers_as_recorded_on_PostgreSQL() => RunAllAsync("postgres");

    private static async Task RunAllAsync(string name)
    {
        var failures = new List<string>();
        await using var store = await CaseStore.OpenAsync(name);
        foreach (var id in Corpus.Ids)
        {
            var result = await RunAsync(ConformanceCase.Read(Corpus.File(id)), store.Checkpointer);
            failures.AddRange(result.Differences.Take(1).Select(difference => $"{id}: {difference}"));
        }

        failures.Should().BeEmpty();
    }

    /// <summary>
    /// How far siblings come before a failure stops them depends on the time that a store takes. In memory every case is right at once; on a store at one of three tries.
    /// </summary>
    private static async Task<CaseResult> RunAsync(ConformanceCase test, ICheckpointer store)
    {
        var result = await CaseRunner.RunAsync(test, store);
        for (var again = 0; again < 2 && result.Differences.Count > 0; again++)
        {
            result = await CaseRunner.RunAsync(test, store);
        }

        return result;
    }
}
