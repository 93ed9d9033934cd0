using Microsoft.Data.Sqlite;

namespace GraphRuntime.Samples.Tests;

/// <summary>The interactive mode: what a person types comes in by a pipe.</summary>
public sealed class TaskMaistroTalkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graphruntime-").FullName;

    private Task<SampleResult> TalkAsync(string input) => SampleProcess.RunAsync("TaskMaistro", input, _folder, ["--interactive"]);

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

    [Fact]
    public async Task A_model_on_a_server_answers_instead_of_the_script()
    {
        using var server = new OpenAiDouble();

        var talk = await SampleProcess.RunAsync(
            "TaskMaistro", "Remember the plants.\n", _folder, ["--interactive", "--model", "plant-model"], OpenAiDouble.Variables(server.Address));
        var later = await TalkAsync("/todos\n");

        talk.Error.Trim().Should().BeEmpty();
        talk.Output.Should().Contain("AI: I will remind you of the plants.");
        later.Output.Should().Contain("  todo-001: Water the plants, 5 min");
        server.Authorization.Should().Be("Bearer " + OpenAiDouble.Key);
        server.Requests.Should().HaveCount(3).And.OnlyContain(request => request.GetProperty("model").GetString() == "plant-model");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
