using GraphRuntime.Testing;
using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Nodes;

public sealed class CacheTests
{
    private readonly VirtualTimeProvider _time = new();
    private int _runs;

    [Fact]
    public async Task The_same_input_runs_the_node_once_until_its_time_is_over()
    {
        var graph = Cached(TimeSpan.FromMinutes(1));

        await RunAsync(graph, "x");
        await RunAsync(graph, "x");
        _runs.Should().Be(1);
        await RunAsync(graph, "y");
        _runs.Should().Be(2);
        _time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        await RunAsync(graph, "x");
        _runs.Should().Be(2);
        _time.Advance(TimeSpan.FromTicks(1));
        await RunAsync(graph, "x");
        _runs.Should().Be(3);
    }

    [Fact]
    public async Task Without_a_duration_it_is_remembered_as_long_as_the_graph_lives_and_no_other_graph_sees_it()
    {
        var graph = Cached(null);
        await RunAsync(graph, "x");
        _time.Advance(TimeSpan.FromDays(10_000));
        await RunAsync(graph, "x");
        _runs.Should().Be(1);

        await RunAsync(Cached(null), "x");

        _runs.Should().Be(2);
    }

    [Fact]
    public async Task The_longest_duration_is_no_overflow() => await RunAsync(Cached(TimeSpan.MaxValue), "x");

    [Fact]
    public async Task A_remembered_result_takes_the_same_way_on()
    {
        var graph = StateGraph.Create<TrailState>("cache")
            .AddNode("a", _ =>
            {
                _runs++;
                return new Command<TrailState> { Goto = "b", Update = new TrailState.Update { Trail = ["a"] } };
            }, new() { CacheKey = static _ => "always" })
            .AddNode("b", _ => new TrailState.Update { Trail = ["b"] })
            .AddEdge(Graph.Start, "a")
            .Compile();

        for (var i = 0; i < 3; i++)
        {
            (await graph.InvokeAsync(new TrailState.Update { Input = "x" })).State.Trail.Should().Equal("a", "b");
        }

        _runs.Should().Be(1);
    }

    [Fact]
    public async Task A_failure_is_not_remembered()
    {
        var graph = StateGraph.Create<TrailState>("cache")
            .AddNode("a", NodeResult<TrailState> (_) => _runs++ == 0 ? throw new TimeoutException() : default, new() { CacheKey = static _ => "k" })
            .AddEdge(Graph.Start, "a")
            .Compile();
        await Failure.OfAsync<TimeoutException>(async () => await graph.InvokeAsync(new TrailState.Update { Input = "x" }));

        await graph.InvokeAsync(new TrailState.Update { Input = "x" });

        _runs.Should().Be(2);
    }

    private static async Task RunAsync(CompiledGraph<TrailState> graph, string input) =>
        (await graph.InvokeAsync(new TrailState.Update { Input = input })).State.Trail.Should().Equal($"ran for {input}");

    private CompiledGraph<TrailState> Cached(TimeSpan? duration) => StateGraph.Create<TrailState>("cache")
        .AddNode("a", s =>
        {
            _runs++;
            return new TrailState.Update { Trail = [$"ran for {s.Input}"] };
        }, new() { CacheKey = static s => ((TrailState)s).Input!, CacheDuration = duration })
        .AddEdge(Graph.Start, "a")
        .Compile(new() { TimeProvider = _time });
}
