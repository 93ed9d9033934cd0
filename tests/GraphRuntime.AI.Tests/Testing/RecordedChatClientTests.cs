namespace GraphRuntime.AI.Tests.Testing;

public sealed class RecordedChatClientTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graphruntime-").FullName;

    private string File => Path.Combine(_folder, "talk.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_recorded_is_played_back_with_its_pieces_and_without_a_model()
    {
        var model = new ScriptedChatClient(ScriptedAnswer.Say("one two").And(ScriptedAnswer.Call("Look")), "second");
        using (var recording = new RecordedChatClient(File, model))
        {
            await recording.GetResponseAsync("a");
            await recording.GetResponseAsync("a");
        }

        using var replay = new RecordedChatClient(File);
        var pieces = await replay.GetStreamingResponseAsync("a").ToListAsync();
        pieces.Select(static p => p.Text).Should().Equal("one", " two", "");
        pieces[^1].Contents.Should().ContainSingle().Which.Should().BeOfType<FunctionCallContent>();
        (await replay.GetResponseAsync("a")).Text.Should().Be("second");
        (await replay.GetResponseAsync("a")).Text.Should().Be("second");
        await replay.Awaiting(static r => r.GetResponseAsync("b")).Should().ThrowAsync<ScriptException>().WithMessage("*no recorded answer*");
    }

    [Fact]
    public void A_file_that_is_no_recording_is_refused()
    {
        System.IO.File.WriteAllText(File, "{\"x\":1}\n");

        FluentActions.Invoking(() => new RecordedChatClient(File)).Should().Throw<ScriptException>();
    }

    [Fact]
    public async Task A_script_says_what_it_lacks_and_what_is_left()
    {
        using var script = new ScriptedChatClient("a");
        script.Invoking(static s => s.ThrowIfLeft()).Should().Throw<ScriptException>();
        (await script.GetResponseAsync("x")).Text.Should().Be("a");
        script.ThrowIfLeft();
        await script.Awaiting(static s => s.GetResponseAsync("x")).Should().ThrowAsync<ScriptException>();
        using var choosing = new ScriptedChatClient(static request => request.UserText + "!");
        (await choosing.GetResponseAsync("x")).Text.Should().Be("x!");
    }
}
