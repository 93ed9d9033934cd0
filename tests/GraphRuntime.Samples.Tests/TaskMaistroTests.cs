using GraphRuntime.PostgresFixture;
using Microsoft.Data.Sqlite;

namespace GraphRuntime.Samples.Tests;

public sealed class TaskMaistroTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graphruntime-").FullName;

    private Task<SampleResult> PlayAsync(params string[] arguments) => SampleProcess.RunAsync("TaskMaistro", "", _folder, arguments);

    [Fact]
    public async Task DT_07_BP_18_Without_arguments_every_story_is_played_on_a_file_and_the_second_time_it_goes_on()
    {
        var first = await PlayAsync();
        var second = await PlayAsync();

        first.Error.Trim().Should().BeEmpty();
        (first.ExitCode, second.ExitCode).Should().Be((0, 0));
        File.Exists(Path.Combine(_folder, "taskmaistro.db")).Should().BeTrue();
        Expectation.Check("TaskMaistro", first.Output);
        Expectation.Check("TaskMaistro.Again", second.Output);
    }

    [Fact]
    public async Task I12_In_memory_the_stories_are_the_same()
    {
        var result = await PlayAsync("--store", "memory");

        Expectation.Check("TaskMaistro", result.Output.Replace("storage: memory", "storage: SQLite file taskmaistro.db", StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task I12_In_PostgreSQL_the_stories_are_the_same()
    {
        await using var database = await OwnDatabase.CreateAsync();

        var result = await PlayAsync("--store", "postgres:" + database.ConnectionString);

        result.Error.Trim().Should().BeEmpty();
        Expectation.Check("TaskMaistro", result.Output.Replace("storage: PostgreSQL", "storage: SQLite file taskmaistro.db", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("reject")]
    [InlineData("enqueue")]
    [InlineData("interrupt")]
    [InlineData("rollback")]
    public async Task DT_06_A_story_can_be_played_alone(string story)
    {
        var result = await PlayAsync("--story", story, "--store", "memory");

        result.ExitCode.Should().Be(0);
        Expectation.Check("TaskMaistro." + story, result.Output);
    }

    [Fact]
    public async Task The_stories_are_listed()
    {
        var result = await PlayAsync("--list");

        result.ExitCode.Should().Be(0);
        Expectation.Check("TaskMaistro.List", result.Output);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
