using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests;

public sealed class RunValuesTests
{
    private sealed record Caller(string UserId, int Level);

    private static readonly Dictionary<string, object?> Ann = new() { ["UserId"] = "ann", ["Level"] = 3 };

    private static CompiledGraph<TrailState> Look(Action<RunValues> look, bool isStored = false) => StateGraph.Create<TrailState>("look")
        .AddNode("look", (_, context) =>
        {
            look(context.Run);
            return new TrailState.Update { Trail = ["looked"] };
        })
        .AddEdge(Graph.Start, "look")
        .Compile(new() { Checkpointer = isStored ? new InMemoryCheckpointer() : null });

    private static async Task<T> SeenAsync<T>(IReadOnlyDictionary<string, object?>? context, Func<RunValues, T> look)
    {
        T seen = default!;
        await Look(values => seen = look(values)).InvokeAsync(new TrailState.Update { Input = "x" }, config: new RunConfig { Context = context });
        return seen;
    }

    [Fact]
    public async Task A_node_reads_a_value_by_its_type() =>
        (await SeenAsync(Ann, values => (values.Get<string>("UserId"), values.Get<long>("Level"), values.Count))).Should().Be(("ann", 3L, 2));

    [Fact]
    public async Task A_node_reads_all_values_as_one_record() => (await SeenAsync(Ann, values => values.As<Caller>())).Should().Be(new Caller("ann", 3));

    [Fact]
    public async Task A_record_gives_the_values_of_its_members() =>
        (await SeenAsync(RunValues.From(new Caller("bob", 1)), values => values.Get<string>("UserId"))).Should().Be("bob");

    [Fact]
    public async Task Without_context_there_are_no_values() =>
        (await SeenAsync(null, values => (values.Count, values.TryGet<string>("UserId", out _), values.Json.Length))).Should().Be((0, false, 0));

    [Fact]
    public async Task A_value_that_is_null_is_not_there() =>
        (await SeenAsync(new Dictionary<string, object?> { ["a"] = null, ["b"] = 1 }, values => string.Join(',', values.Keys))).Should().Be("b");

    [Fact]
    public async Task Values_of_a_run_can_be_handed_on_to_another_one()
    {
        var handed = await SeenAsync(Ann, values => values);

        (await SeenAsync(handed, values => values.As<Caller>())).Should().Be(new Caller("ann", 3));
    }

    [Fact]
    public async Task A_call_does_not_inherit_the_values_of_an_earlier_call()
    {
        var counts = new List<int>();
        var graph = Look(values => counts.Add(values.Count), isStored: true);

        await graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t", new RunConfig { Context = Ann });
        await graph.InvokeAsync(new TrailState.Update { Input = "y" }, "t");

        counts.Should().Equal(2, 0);
    }

    [Fact]
    public async Task A_missing_value_is_an_error_that_names_those_that_are_there()
    {
        var error = await FluentActions.Invoking(() => SeenAsync(Ann, values => values.Get<string>("tenant"))).Should().ThrowAsync<MissingRunValueException>();

        error.Which.Name.Should().Be("tenant");
        error.Which.Known.Should().Equal("UserId", "Level");
    }

    [Fact]
    public async Task A_value_of_another_type_is_an_error_that_does_not_show_the_value()
    {
        var error = await FluentActions.Invoking(() => SeenAsync(Ann, values => values.Get<int>("UserId"))).Should().ThrowAsync<RunValueTypeException>();

        error.Which.ValueType.Should().Be<int>();
        error.Which.Message.Should().Contain("'UserId'").And.NotContain("'ann'").And.NotContain("\"ann\"");
    }

    [Fact]
    public async Task A_value_that_cannot_be_written_is_refused_before_anything_runs()
    {
        var ran = false;
        var graph = Look(_ => ran = true);
        var config = new RunConfig { Context = new Dictionary<string, object?> { ["bad"] = new Action(() => { }) } };

        await graph.Invoking(g => g.InvokeAsync(new TrailState.Update { Input = "x" }, config: config).AsTask()).Should().ThrowAsync<StateSerializationException>();

        ran.Should().BeFalse();
    }

    [Fact]
    public void Values_of_something_that_is_no_object_are_refused() =>
        FluentActions.Invoking(() => RunValues.From("ann")).Should().Throw<ArgumentException>();

    [Fact]
    public void As_a_dictionary_it_gives_json() =>
        RunValues.From(new Caller("ann", 3)).ToDictionary(entry => entry.Key, entry => ((JsonElement)entry.Value!).GetRawText())
            .Should().BeEquivalentTo(new Dictionary<string, string> { ["UserId"] = "\"ann\"", ["Level"] = "3" });
}
