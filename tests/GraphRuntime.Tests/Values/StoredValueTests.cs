using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Values;

public enum Colour { Red, Green }

public record Animal(string Name);

public sealed record Dog(string Name, int Age) : Animal(Name);

public interface IDocument
{
    string Title { get; }
}

[JsonDerivedType(typeof(User), "user")]
[JsonDerivedType(typeof(Bot), "bot")]
public abstract record Msg
{
    public sealed record User(string Text) : Msg;

    public sealed record Bot(int Number) : Msg;
}

public sealed class Clock
{
    private static int s_made;

    public int Made { get; } = Interlocked.Increment(ref s_made);

    public string? Text { get; set; }
}

[GraphState]
internal sealed partial record CaseState
{
    [Merge] public ImmutableDictionary<string, int> Users { get; init; } = ImmutableDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase);

    public double Score { get; init; }

    [Append] public ImmutableArray<string> Log { get; init; } = [];
}

public sealed class StoredValueTests
{
    public static TheoryData<Func<Task>> Kept => new(
    [
        Keeps(true), Keeps((byte)7), Keeps(long.MaxValue), Keeps(1.00m), Keeps(double.Epsilon), Keeps(-0.0), Keeps(Half.MaxValue), Keeps(Int128.MaxValue), Keeps('é'), Keeps("算了 😀 \u2028 \0 'q' <b>"),
        Keeps(BigInteger.Pow(10, 40)), Keeps(-BigInteger.One), Keeps(1..^2), Keeps(^3), Keeps(Guid.Parse("11111111-2222-3333-4444-555555555555")), Keeps(new Version(1, 2, 3)), Keeps(new Uri("http://a/b?c=ü")),
        Keeps(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)), Keeps(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2))), Keeps(new DateOnly(2026, 1, 2)), Keeps(new TimeOnly(3, 4)), Keeps(TimeSpan.FromTicks(7)),
        Keeps(Colour.Green), Keeps<Colour?>(null), Keeps<int?>(3), Keeps(("user", 7)), Keeps((1, (2, "three"))), Keeps(Tuple.Create("a", 1)), Keeps(KeyValuePair.Create("k", 2)), Keeps(new Vector3(1, 2, 3)),
        Keeps(new Animal("Rex")), Keeps(new Dog("Rex", 3)), Keeps<Msg>(new Msg.User("hi")), Keeps<Msg>(new Msg.Bot(4)), Keeps<object>("text"), Keeps<object>(5), Keeps<object>(2.0), Keeps<object>(true),
        KeepsAll(new[] { 1, 2 }), KeepsAll(new List<(string, int)> { ("a", 1) }), KeepsAll(ImmutableArray.Create(1, 2)), KeepsAll(new HashSet<int> { 1 }), KeepsAll(new Queue<int>([1, 2])),
        KeepsAll(new Dictionary<int, string> { [1] = "x" }), KeepsAll(new Dictionary<Colour, int> { [Colour.Green] = 1 }), KeepsAll(ImmutableDictionary<string, Msg>.Empty.Add("a", new Msg.User("u"))),
    ]);

    public static TheoryData<Func<Task>> RefusedWhenWritten => new(
    [
        Refuses(double.NaN), Refuses(float.PositiveInfinity), Refuses("half a \ud800 pair"), Refuses<Animal>(new Dog("Rex", 3)), Refuses(new Clock { Text = "t" }),
        Refuses(new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "a" }), Refuses(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 }),
        Refuses<object>(7L), Refuses<object>(new Animal("Rex")),
    ]);

    public static TheoryData<Action> RefusedWhenCompiled => new(
    [
        Compiles<IDocument>, Compiles<Stream>, Compiles<Func<int>>, Compiles<Type>, Compiles<nint>, Compiles<int[,]>, Compiles<Task<int>>, Compiles<Stack<int>>, Compiles<ImmutableStack<int>>,
        Compiles<Dictionary<Animal, int>>, Compiles<System.Net.IPAddress>, Compiles<System.Collections.BitArray>, Compiles<ILookup<int, int>>, Compiles<List<IDocument>>,
        Compiles<CancellationToken>, Compiles<CancellationTokenSource>, Compiles<List<MemoryStream>>,
    ]);

    [Theory]
    [MemberData(nameof(Kept), DisableDiscoveryEnumeration = true)]
    public Task A_value_comes_back_as_it_was(Func<Task> test) => test();

    [Theory]
    [MemberData(nameof(RefusedWhenWritten), DisableDiscoveryEnumeration = true)]
    public Task A_value_that_would_be_another_one_is_refused_by_name_and_nothing_is_stored(Func<Task> test) => test();

    [Theory]
    [MemberData(nameof(RefusedWhenCompiled), DisableDiscoveryEnumeration = true)]
    public void A_type_that_cannot_come_back_is_a_problem_of_compiling(Action compile) =>
        compile.Should().ThrowExactly<GraphBuildException>().Which.Problems.Should().ContainSingle().Which.Should().StartWith("Channel 'Value' cannot be stored: ");

    [Fact]
    public async Task A_merged_dictionary_keeps_the_comparer_of_its_default()
    {
        var store = new InMemoryCheckpointer();
        var graph = StateGraph.Create<CaseState>("g")
            .AddNode("a", _ => new CaseState.Update { Users = ImmutableDictionary<string, int>.Empty.Add("Ann", 1) })
            .AddNode("b", s => new CaseState.Update { Users = s.Users.SetItem("ANN", 2) })
            .AddEdge(Graph.Start, "a").AddEdge("a", "b");

        var result = await graph.Compile(new() { Checkpointer = store }).InvokeAsync(new CaseState.Update { Score = 1 }, "t");

        result.State.Users.Should().ContainSingle();
        (await graph.Compile(new() { Checkpointer = store }).GetStateAsync("t")).State.Users.Should().ContainSingle().Which.Value.Should().Be(2);
    }

    [Fact]
    public async Task What_cannot_be_stored_hides_no_error_and_loses_no_sibling()
    {
        var ran = 0;
        var graph = StateGraph.Create<CaseState>("g")
            .AddNode("score", _ => new CaseState.Update { Score = double.NaN })
            .AddNode("ok", _ => { ran++; return new CaseState.Update { Log = ["ok"] }; })
            .AddEdge(Graph.Start, "score").AddEdge(Graph.Start, "ok")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

        var error = await Failure.OfAsync<StateSerializationException>(async () => await graph.InvokeAsync(new CaseState.Update { Log = ["in"] }, "t"));
        await Failure.OfAsync<StateSerializationException>(async () => await graph.InvokeAsync(GraphInput.Resume, "t"));

        (error.Graph, error.ThreadId, error.Node, error.What).Should().Be(("g", "t", "score", "Score"));
        ran.Should().Be(1);
    }

    [Fact]
    public async Task A_member_of_a_family_comes_back_from_a_send_that_waited_and_from_an_answer()
    {
        var store = new InMemoryCheckpointer();
        CompiledGraph<CaseState> Sends(IReadOnlyList<string> pause) => StateGraph.Create<CaseState>("g")
            .AddNode("p", _ => NodeResult<CaseState>.None)
            .AddNode<Msg>("w", m => new CaseState.Update { Log = [m.ToString()] })
            .AddNode("q", (_, c) => new CaseState.Update { Log = [c.Interrupt<Msg>(new Msg.Bot(1)).ToString()] })
            .AddEdge(Graph.Start, "p").AddEdge("w", "q")
            .AddConditionalEdges("p", _ => Send.To<Msg>("w", new Msg.User("hi")), "w")
            .Compile(new() { Checkpointer = store, InterruptBefore = pause });

        await Sends(["w"]).InvokeAsync(new CaseState.Update { Score = 1 }, "t");
        var asked = await Sends([]).InvokeAsync(GraphInput.Resume, "t");
        asked.Interrupts.Single().ValueAs<Msg>().Should().Be(new Msg.Bot(1));
        var done = await Sends([]).InvokeAsync(GraphInput.Answer(new Msg.Bot(2)), "t");

        done.State.Log.Should().Equal(new Msg.User("hi").ToString(), new Msg.Bot(2).ToString());
    }

    private static Func<Task> Keeps<T>(T value) => async () =>
    {
        (await RoundTripAsync(value)).Should().Be(value);
        (await AnswerAsync(value)).Should().Be(value);
    };

    private static Func<Task> KeepsAll<T>(T value) => async () =>
    {
        (await RoundTripAsync(value)).Should().BeEquivalentTo(value);
        (await AnswerAsync(value)).Should().BeEquivalentTo(value);
    };

    private static Func<Task> Refuses<T>(T value) => async () =>
    {
        var (graph, read) = Build(value, new InMemoryCheckpointer());

        var error = await Failure.OfAsync<StateSerializationException>(async () => await graph.InvokeAsync(new CellInput<T>(), "t"));

        (error.Graph, error.Node, error.What).Should().Be(("values", "set", "Value"));
        error.ValueType.Should().Be<T>();
        read((await graph.GetStateAsync("t")).State).Should().Be(default(T));
    };

    private static async Task<T> RoundTripAsync<T>(T value)
    {
        var store = new InMemoryCheckpointer();
        await Build(value, store).Graph.InvokeAsync(new CellInput<T>(), "t");
        var (graph, read) = Build(value, store);
        return read((await graph.GetStateAsync("t")).State);
    }

    private static async Task<T> AnswerAsync<T>(T value)
    {
        var got = default(T)!;
        var graph = StateGraph.Create<Cell<T>>("asks")
            .AddNode("ask", (_, context) =>
            {
                got = context.Interrupt<T>("what?");
                return NodeResult<Cell<T>>.None;
            })
            .AddEdge(Graph.Start, "ask")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        await graph.InvokeAsync(new CellInput<T>(), "t");
        (await graph.InvokeAsync(GraphInput.Answer(value), "t")).IsPaused.Should().BeFalse();
        return got;
    }

    private static void Compiles<T>() => Build<T>(default!, new InMemoryCheckpointer());

    private static (CompiledGraph<Cell<T>> Graph, Func<Cell<T>, T> Read) Build<T>(T value, ICheckpointer store)
    {
        var graph = StateGraph.Create<Cell<T>>("values").AddNode("set", _ => new CellUpdate<T>(value)).AddEdge(Graph.Start, "set").Compile(new() { Checkpointer = store });
        return (graph, static cell => cell.Value);
    }
}

/// <summary>A state with one channel of any type.</summary>
internal sealed class Cell<T> : IGraphState<Cell<T>>
{
    public static StateSchema<Cell<T>> Schema { get; } = new StateSchemaBuilder<Cell<T>>().LastValue("Value", default(T)!).LastValue("Begun", false)
        .Build(1, null, static reader => new Cell<T> { Value = reader.Read<T, T>(0) });

    public required T Value { get; init; }
}

internal sealed class CellUpdate<T>(T value) : StateUpdate<Cell<T>>
{
    public override void WriteTo(UpdateWriter writer) => writer.Write<T, T>(0, value);
}

internal sealed class CellInput<T> : StateUpdate<Cell<T>>
{
    public override void WriteTo(UpdateWriter writer) => writer.Write<bool, bool>(1, true);
}
