using GraphRuntime.PostgresFixture;
using Microsoft.Data.Sqlite;

namespace GraphRuntime.Samples.Tests;

public sealed class TaskMaistroTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graphruntime-").FullName;

    private Task<SampleResult> PlayAsync(params string[] arguments) => SampleProcess.RunAsync("TaskMaistro", "", _folder, arguments);

    private Task<SampleResult> TalkAsync(string input) => SampleProcess.RunAsync("TaskMaistro", input, _folder, ["--interactive"]);

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

    [Theory]
    [InlineData("There is no story 'nope'. The stories are: reject, enqueue,", "--story", "nope")]
    [InlineData("--story needs a value.", "--story")]
    [InlineData("'--bogus' is not an option", "--bogus")]
    [InlineData("'oracle' is not a store.", "--store", "oracle")]
    [InlineData("What follows postgres: is not a connection string", "--store", "postgres:nonsense")]
    public async Task A_mistake_on_the_command_line_is_one_line_and_exit_code_2(string line, params string[] arguments)
    {
        var result = await PlayAsync(arguments);

        result.ExitCode.Should().Be(2);
        result.Error.Should().StartWith(line);
        result.Error.TrimEnd().Should().NotContain("\n");
    }

    [Theory]
    [InlineData("sqlite:missing/threads.db", "SQLite database")]
    [InlineData("postgres:Host=127.0.0.1;Port=1;Username=nobody;Password=secret", "PostgreSQL")]
    public async Task A_store_that_cannot_be_reached_is_one_line_and_exit_code_1(string store, string line)
    {
        var result = await PlayAsync("--store", store);

        result.ExitCode.Should().Be(1);
        result.Error.Should().StartWith(line).And.NotContain("secret");
        result.Error.TrimEnd().Should().NotContain("\n");
    }

    [Fact]
    public async Task A_locked_file_is_one_line_and_exit_code_1()
    {
        await PlayAsync("--story", "before");
        using var other = new SqliteConnection("Data Source=" + Path.Combine(_folder, "taskmaistro.db"));
        await other.OpenAsync();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();

        var result = await PlayAsync("--story", "before");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("locked");
        result.Error.TrimEnd().Should().NotContain("\n");
    }

    [Theory]
    [InlineData("1", "Feed the cat", "Feed the dog")]
    [InlineData("2", "Feed the dog")]
    [InlineData("3", "Feed the dog")]
    [InlineData("4", "Feed the cat")]
    public async Task A_second_message_while_the_first_is_answered_asks_for_the_strategy(string choice, params string[] toDos)
    {
        var talk = await TalkAsync($"Add a ToDo to feed the cat.\nAdd a ToDo to feed the dog.\n{choice}\n");
        var later = await TalkAsync("/todos\n/quit\n");

        (talk.ExitCode, later.ExitCode).Should().Be((0, 0));
        talk.Output.Should().Contain("An answer is on its way.");
        later.Output.Split('\n').Where(line => line.StartsWith("  todo-", StringComparison.Ordinal)).Select(line => line.Split(": ")[1]).Should().Equal(toDos);
    }

    [Fact]
    public async Task A_question_is_answered_by_the_next_program()
    {
        await TalkAsync("Add a ToDo to feed the cat.\n");
        var asked = await TalkAsync("Remove \"feed the cat\".\n");
        var answered = await TalkAsync("yes\n");

        asked.Output.Should().Contain("Remove from the ToDo list: Feed the cat?");
        answered.Output.Should().Contain("I've removed it from your ToDo list.");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
