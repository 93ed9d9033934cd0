using System.Text.Json;
using GraphRuntime.PostgresFixture;

namespace GraphRuntime.Reliability.Tests.Hostile;

/// <summary>Names, filters and values that want to be something else.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Texts =
    [
        "'; DROP TABLE gr_run; --", "\" OR 1=1 --", "' OR '1'='1", "$.a') OR 1=1 --", "a\\'b", "%", "_", "*", "{}", "[0]", "$", "..", "../../etc/passwd", "\\u0000", "NaN",
        "🙂", "é", "e\u0301", "\u202Eabc", "\uFEFF", "ＡＢ", "İ", "ß", "𐍈", "{schema}", "@p", ":p", "?1", "/*", "--", "null", "__proto__", "$type", "lc", "constructor",
    ];

    public static TheoryData<string> Stores => ["memory", "sqlite"];

    [Theory]
    [MemberData(nameof(Stores))]
    public Task G_32_G_33_Hostile_names_and_filters_are_only_text(string store) => CheckTextsAsync(store);

    [PostgresFact]
    public Task G_32_G_33_Hostile_names_and_filters_are_only_text_on_Postgres() => CheckTextsAsync("postgres");

    [Theory]
    [MemberData(nameof(Stores))]
    public Task G_30_Data_that_looks_like_an_envelope_of_a_type_stays_data(string store) => CheckEnvelopesAsync(store);

    [PostgresFact]
    public Task G_30_Data_that_looks_like_an_envelope_of_a_type_stays_data_on_Postgres() => CheckEnvelopesAsync("postgres");

    [Fact]
    public async Task G_36_Ids_of_256_characters_are_fine_and_longer_ones_empty_ones_and_control_characters_are_refused()
    {
        await using var bench = await Bench.CreateAsync("memory");
        var coordinator = await bench.StartAsync(Steps.Of(1));
        var longest = new string('x', 256);
        await coordinator.SubmitAsync(longest, longest).Soon();
        (await coordinator.JoinAsync(longest, longest).Soon()).Status.Should().Be(RunStatus.Success);
        foreach (var bad in new[] { longest + "x", "", "a\nb", "a\0b", "\u007f", "\u0085" })
        {
            var badThread = () => coordinator.SubmitAsync(bad, "run").AsTask();
            await badThread.Should().ThrowAsync<ArgumentException>();
            var badRun = () => coordinator.SubmitAsync("thread", bad).AsTask();
            await badRun.Should().ThrowAsync<ArgumentException>();
            var badKey = () => coordinator.CreateRunAsync("thread", Steps.Graph, new TalkState.Update(), new RunOptions { IdempotencyKey = bad }).AsTask();
            await badKey.Should().ThrowAsync<ArgumentException>();
        }
    }

    [Fact]
    public void Node_names_may_be_in_any_script_and_not_empty()
    {
        foreach (var name in new[] { "узел", "節點", "🙂", "a b", "'; --", new string('n', 256) })
        {
            StateGraph.Create<TalkState>("graph").AddNode(name, static _ => new TalkState.Update()).AddEdge(Graph.Start, name).Compile().Should().NotBeNull();
        }

        var empty = () => StateGraph.Create<TalkState>("graph").AddNode("", static _ => new TalkState.Update());
        empty.Should().Throw<ArgumentException>();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task G_36_Huge_and_strange_values_come_back_as_they_were(string store)
    {
        await using var bench = await Bench.CreateAsync(store);
        var coordinator = await bench.StartAsync(Steps.Of(1));
        string[] values = [new string('x', 4 << 20), "\0", "\ud83d\ude42", "", " ", "\u2028"];
        for (var i = 0; i < values.Length; i++)
        {
            await coordinator.CreateRunAsync("thread", Steps.Graph, new TalkState.Update { Messages = [values[i]] }, new RunOptions { RunId = $"r{i}" }).Soon();
        }

        await coordinator.JoinAsync("thread", $"r{values.Length - 1}").Soon();
        var said = (await coordinator.MessagesAsync("thread")).Where(message => !message.EndsWith("/0", StringComparison.Ordinal));
        said.Should().Equal(values);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task G_36_Half_a_character_is_refused_before_there_is_a_run(string store)
    {
        await using var bench = await Bench.CreateAsync(store);
        var coordinator = await bench.StartAsync(Steps.Of(1));

        var create = () => coordinator.CreateRunAsync("thread", Steps.Graph, new TalkState.Update { Messages = ["\ud800"] }, new RunOptions { RunId = "run" }).Soon();

        (await create.Should().ThrowAsync<StateSerializationException>()).Which.Message.Should().Contain("surrogate");
        await coordinator.Awaiting(one => one.GetRunAsync("thread", "run").AsTask()).Should().ThrowAsync<RunNotFoundException>();
    }

    private static async Task CheckTextsAsync(string store)
    {
        await using var bench = await Bench.CreateAsync(store);
        var coordinator = await bench.StartAsync(Steps.Of(1));
        foreach (var text in Texts)
        {
            var options = new RunOptions { RunId = text, IdempotencyKey = text, Metadata = new Dictionary<string, object?> { [text] = text } };
            await coordinator.CreateRunAsync(text, Steps.Graph, new TalkState.Update { Messages = [$"{text}/in"] }, options).Soon();
            await coordinator.UpdateThreadAsync(text, new Dictionary<string, object?> { [text] = text, ["who"] = "me" }).Soon();
        }

        foreach (var text in Texts)
        {
            await Steps.CheckAsync(coordinator, text, 1, text);
            (await FindAsync(text, text)).Should().Equal(text);
            (await FindAsync(text, "else")).Should().BeEmpty("a value that is not there fits nothing");
            (await FindAsync(text + "x", text)).Should().BeEmpty("a key that is not there fits nothing");
            (await RunsAsync(text, text)).Should().Equal(text);
            (await RunsAsync(text, "' OR 2=2 --")).Should().BeEmpty();
        }

        (await FindAsync("who", "me")).Should().HaveCount(Texts.Length);

        async Task<IEnumerable<string>> FindAsync(string key, string value) =>
            (await coordinator.SearchThreadsAsync(new ThreadSearchOptions { Limit = 1000, Metadata = new Dictionary<string, object?> { [key] = value } })).Select(thread => thread.ThreadId);

        async Task<IEnumerable<string>> RunsAsync(string text, string key) =>
            (await coordinator.ListRunsAsync(text, new RunListOptions { Metadata = new Dictionary<string, object?> { [key] = text } })).Select(run => run.RunId);
    }

    private static async Task CheckEnvelopesAsync(string store)
    {
        const string Envelope = """
            {"$type":"System.Diagnostics.Process, System.Diagnostics.Process","lc":2,"type":"constructor","id":["os","system"],"kwargs":{"command":"true"}}
            """;
        await using var bench = await Bench.CreateAsync(store);
        var coordinator = await bench.StartAsync(static graphs => graphs.AddGraph<OpenState>("open", static graph => graph
            .AddNode("keep", static state => new OpenState.Update { Kept = state.Given })
            .AddEdge(Graph.Start, "keep")));
        var given = JsonElement.Parse(Envelope);
        await coordinator.CreateRunAsync("thread", "open", new OpenState.Update { Given = given }, new RunOptions { RunId = "run" }).Soon();
        (await coordinator.WaitAsync("thread", "run").Soon()).Status.Should().Be(RunStatus.Success);
        var kept = ((StateSnapshot<OpenState>)await coordinator.GetStateAsync("thread", "open")).State.Kept;
        JsonElement.DeepEquals(kept, given).Should().BeTrue();
    }
}
