using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Support;
using GraphRuntime.Tests.Values;

namespace GraphRuntime.Tests.Interrupts;

/// <summary>A question shows the schema of its answers; one that does not fit is refused before anything runs, through every door.</summary>
public sealed class AnswerSchemaTests
{
    private static readonly Question[] s_questions =
    [
        Asks<bool>(["true", "false"], ["null", "1", "\"true\"", "{}", "[]"]),
        Asks<int>(["-7", "2147483647"], ["null", "2147483648", "1.0", "1e2", "\"1\"", "true", "[1]"]),
        Asks<byte>(["255"], ["256", "-1"]),
        Asks<ulong>(["18446744073709551615"], ["18446744073709551616", "-1", "1e400"]),
        Asks<BigInteger>(["99999999999999999999999999999999"], ["1.5", "\"1\"", "null"]),
        Asks<double>(["1", "1.5"], ["\"NaN\"", "null", "true"]),
        Asks<decimal>(["79228162514264337593543950335"], ["79228162514264337593543950336", "\"1\""]),
        Asks<int?>(["null", "3"], ["\"3\"", "3.5"]),
        Asks<string>(["\"\"", "null", "\"算\""], ["5", "true", "{}", "[\"a\"]"]),
        Asks<char>(["\"a\""], ["\"\"", "\"ab\"", "97", "null"]),
        Asks<Guid>(["\"11111111-2222-3333-4444-555555555555\""], ["\"1111\"", "1", "null"]),
        Asks<DateTime>(["\"2026-01-02T03:04:05Z\""], ["\"tomorrow\"", "\"2026-13-01T00:00:00\"", "20260102"]),
        Asks<DateTimeOffset>(["\"2026-01-02T03:04:05+02:00\""], ["\"2.1.2026\"", "{}"]),
        Asks<DateOnly>(["\"2026-01-02\""], ["\"2026-02-30\"", "\"2026-01-02T00:00:00\""]),
        Asks<TimeOnly>(["\"03:04:00\""], ["\"25:00:00\"", "\"noon\""]),
        Asks<TimeSpan>(["\"1.02:03:04\""], ["\"an hour\"", "60"]),
        Asks<Version>(["\"1.2.3\""], ["\"new\"", "1.2"]),
        Asks<byte[]>(["\"AQI=\""], ["\"not base 64!\"", "[1,2]"]),
        Asks<Colour>(["1"], ["\"Green\"", "true", "1.5"]),
        Asks<Colour, Named>(["\"Green\"", "\"green\""], ["\"blue\"", "true"]),
        Asks<int, Named>(["3", "\"3\""], ["\"three\"", "null", "\"\""]),
        Asks<int[]>(["[]", "[1,2]"], ["[1,\"2\"]", "{}", "1"]),
        Asks<Dictionary<string, int>>(["{}", "{\"a\":1}"], ["{\"a\":\"1\"}", "[]"]),
        Asks<Verdict>(["{\"By\":\"Ada\",\"Approved\":true}", "{\"Approved\":false,\"By\":\"\",\"Note\":\"n\",\"More\":1}"],
            ["{}", "{\"By\":\"Ada\"}", "{\"By\":\"Ada\",\"Approved\":\"yes\"}", "{\"By\":null,\"Approved\":true}", "{\"by\":\"Ada\",\"approved\":true}", "\"yes\"", "[]"]),
        Asks<Verdict, Named>(["{\"By\":\"Ada\",\"Approved\":true}"], ["{\"By\":\"Ada\",\"Approved\":true,\"More\":1}"]),
        Asks<Verdict, Sparse>(["{}", "{\"by\":\"Ada\"}", "{\"BY\":\"Ada\",\"approved\":true}"], ["{\"By\":7}", "{\"approved\":\"yes\"}", "7"]),
        Asks<Tree>(["{\"Value\":1,\"Left\":null,\"Right\":{\"Value\":2,\"Left\":null,\"Right\":null}}"],
            ["{\"Value\":1,\"Left\":null,\"Right\":{\"Value\":\"2\",\"Left\":null,\"Right\":null}}", "{\"Value\":1,\"Left\":null,\"Right\":{\"Value\":2,\"Left\":{\"Value\":0},\"Right\":null}}"]),
        Asks<Msg>(["{\"$type\":\"user\",\"Text\":\"hi\"}", "{\"$type\":\"bot\",\"Number\":1}"],
            ["{\"$type\":\"cat\"}", "{\"Text\":\"hi\"}", "{\"$type\":\"user\",\"Text\":5}", "{\"$type\":\"bot\",\"Text\":\"hi\"}", "\"user\""]),
        Asks<List<Msg>>(["[{\"$type\":\"bot\",\"Number\":1}]"], ["[{\"$type\":\"bot\",\"Number\":\"1\"}]", "[1]"]),
    ];

    public enum Door
    {
        Value,
        Id,
        Restart,
        Subgraph,
        Edit,
        Handler,
        BesideARightOne,
    }

    public static IEnumerable<object[]> Doors =>
        from question in Enumerable.Range(0, s_questions.Length) from door in Enum.GetValues<Door>() select new object[] { question, door };

    [Theory]
    [MemberData(nameof(Doors))]
    public Task An_answer_that_does_not_fit_is_refused_before_anything_runs_and_one_that_fits_is_taken(int question, Door door) => s_questions[question].TestAsync(door);

    [Fact]
    public async Task The_schema_is_shown_where_the_question_is_and_is_stored_with_it()
    {
        var store = new InMemoryCheckpointer();
        var graph = Question<Verdict, Plain>.Build(store, Door.Value, new());

        var shown = (await graph.InvokeAsync(new AskedUpdate<Plain>(""), "t")).Interrupts.Single().AnswerSchema!.Value.GetRawText();

        shown.Should().Be("""{"type":["object","null"],"properties":{"By":{"type":"string"},"Approved":{"type":"boolean"},"Note":{"type":["string","null"],"default":null}},"required":["By","Approved"]}""");
        var stored = (await Question<Verdict, Plain>.Build(store, Door.Value, new()).GetStateAsync("t")).Interrupts.Single();
        stored.AnswerSchema!.Value.GetRawText().Should().Be(shown);
    }

    [Fact]
    public async Task Where_any_JSON_is_an_answer_there_is_no_schema()
    {
        var graph = Question<JsonElement, Plain>.Build(new InMemoryCheckpointer(), Door.Value, new());

        (await graph.InvokeAsync(new AskedUpdate<Plain>(""), "t")).Interrupts.Single().AnswerSchema.Should().BeNull();
        (await graph.InvokeAsync(GraphInput.Answer(new { any = 1 }), "t")).State.Value.Should().Be("""{"any":1}""");
    }

    [Fact]
    public async Task A_type_that_the_serializer_does_not_know_is_refused_when_it_is_asked_for_and_not_when_it_is_answered()
    {
        var graph = Question<Verdict, Unknowing>.Build(new InMemoryCheckpointer(), Door.Value, new());

        (await Failure.OfAsync<StateSerializationException>(async () => await graph.InvokeAsync(new AskedUpdate<Unknowing>(""), "t"))).ValueType.Should().Be<Verdict>();
    }

    [Fact]
    public async Task A_node_that_asks_for_another_type_than_before_asks_again_when_it_is_resumed()
    {
        var store = new InMemoryCheckpointer();
        await Question<bool, Plain>.Build(store, Door.Value, new()).InvokeAsync(new AskedUpdate<Plain>(""), "t");
        var changed = Question<Verdict, Plain>.Build(store, Door.Value, new());
        var answer = GraphInput.Answer(new Verdict("Ada", true));

        (await Failure.OfAsync<AnswerException>(async () => await changed.InvokeAsync(answer, "t"))).Message.Should().Contain("resume the thread first");
        await changed.InvokeAsync(GraphInput.Resume, "t");

        (await changed.InvokeAsync(answer, "t")).State.Value.Should().StartWith("{\"By\":\"Ada\"");
    }

    private static Question<T, Plain> Asks<T>(string[] right, string[] wrong) => new(right, wrong);

    private static Question<T, TOptions> Asks<T, TOptions>(string[] right, string[] wrong)
        where TOptions : IOptions => new(right, wrong);

    internal sealed record Verdict(string By, bool Approved, string? Note = null);

    internal sealed record Tree(int Value, Tree? Left, Tree? Right);

    private abstract class Question
    {
        public abstract Task TestAsync(Door door);
    }

    private sealed class Counter
    {
        public int Runs { get; set; }
    }

    private sealed class Question<T, TOptions>(string[] right, string[] wrong) : Question
        where TOptions : IOptions
    {
        public override async Task TestAsync(Door door)
        {
            foreach (var (json, thread) in right.Select(static (json, index) => (json, index.ToString(CultureInfo.InvariantCulture))))
            {
                var (store, counter) = (new InMemoryCheckpointer(), new Counter());
                var graph = Build(store, door, counter);
                await graph.InvokeAsync(new AskedUpdate<TOptions>(""), thread);
                graph = await PrepareAsync(graph, store, door, counter, thread);
                var asked = (await graph.GetStateAsync(thread)).Interrupts.Single(static i => i.AnswerSchema is not null);
                var before = counter.Runs;

                foreach (var bad in wrong)
                {
                    var error = await graph.RefusedAsync<AnswerException, Asked<TOptions>>(thread, async () => await graph.InvokeAsync(Input(door, asked.Id, bad), thread));
                    (error.IsMismatch, error.InterruptId).Should().Be((true, asked.Id), bad);
                    error.OpenInterruptIds.Should().Contain(asked.Id);
                }

                counter.Runs.Should().Be(before, "nothing runs with an answer that does not fit");
                (await graph.InvokeAsync(Input(door, asked.Id, json), thread)).Next.Should().BeEmpty(json);
            }
        }

        public static CompiledGraph<Asked<TOptions>> Build(InMemoryCheckpointer store, Door door, Counter counter)
        {
            var options = Asked<TOptions>.Schema.JsonOptions;
            NodeResult<Asked<TOptions>> Ask(NodeContext context)
            {
                counter.Runs++;
                var answer = context.Interrupt<T>("what?");
                return new AskedUpdate<TOptions>(JsonSerializer.Serialize(answer, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T))));
            }

            var asking = StateGraph.Create<Asked<TOptions>>("asks").AddEdge(Graph.Start, "ask");
            asking = door == Door.Handler
                ? asking.AddNode("ask", NodeResult<Asked<TOptions>> (_) => throw new TimeoutException()).AddErrorHandler("ask", (_, _, context) => new(Ask(context)))
                : asking.AddNode("ask", (_, context) => Ask(context));
            if (door == Door.BesideARightOne)
            {
                asking.AddNode("beside", (_, context) => (context.Interrupt<JsonElement>("beside", null), default(NodeResult<Asked<TOptions>>)).Item2).AddEdge(Graph.Start, "beside");
            }

            return door == Door.Subgraph
                ? StateGraph.Create<Asked<TOptions>>("outer").AddSubgraph("inner", asking.Compile()).AddEdge(Graph.Start, "inner").Compile(new() { Checkpointer = store })
                : asking.Compile(new() { Checkpointer = store });
        }

        private async Task<CompiledGraph<Asked<TOptions>>> PrepareAsync(CompiledGraph<Asked<TOptions>> graph, InMemoryCheckpointer store, Door door, Counter counter, string thread)
        {
            if (door == Door.Edit)
            {
                await graph.UpdateStateAsync(thread, new AskedUpdate<TOptions>(""), Graph.Input);
                await graph.InvokeAsync(GraphInput.Resume, thread);
            }

            return door == Door.Restart ? Build(store, door, counter) : graph;
        }

        private static GraphInput Input(Door door, string id, string json)
        {
            var answer = JsonElement.Parse(json);
            return door switch
            {
                Door.Id => GraphInput.Answer(id, answer),
                Door.BesideARightOne => GraphInput.Answers(new Dictionary<string, object?> { [id.Replace("ask@", "beside@", StringComparison.Ordinal).Replace("!0", "!k:beside", StringComparison.Ordinal)] = 1, [id] = answer }),
                _ => GraphInput.Answer(answer),
            };
        }
    }
}
