using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Tests.Nodes;

public sealed class ServiceNodeTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task Each_task_has_a_scope_of_its_own_that_ends_with_it()
    {
        var log = new List<string>();
        await using var provider = new ServiceCollection().AddSingleton(log).AddScoped<Scoped>().BuildServiceProvider();
        var graph = StateGraph.Create<TrailState>("scopes")
            .AddNode<ScopedNode>("a")
            .AddNode<ScopedNode>("b")
            .AddEdge(Graph.Start, "a")
            .AddEdge("a", "b")
            .Compile(new() { Services = provider });

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("a same True", "b same True");

        log.Should().Equal("made", "disposed", "made", "disposed");
    }

    [Fact]
    public async Task A_scope_is_made_only_where_a_node_asks_for_services()
    {
        await using var services = new ServiceCollection().AddScoped<List<string>>().BuildServiceProvider();
        var provider = new CountingProvider(services);
        var graph = StateGraph.Create<TrailState>("lazy")
            .AddNode("plain", _ => new TrailState.Update { Trail = ["plain"] })
            .AddNode("asks", (_, ctx) =>
            {
                ctx.Services.Should().BeSameAs(ctx.Services);
                return new TrailState.Update { Trail = ["asks"] };
            })
            .AddEdge(Graph.Start, "plain")
            .AddConditionalEdges("plain", s => s.Input == "ask" ? "asks" : Graph.End)
            .Compile(new() { Services = provider });

        await graph.InvokeAsync(s_hi);
        provider.Scopes.Should().Be(0);
        await graph.InvokeAsync(new TrailState.Update { Input = "ask" });
        provider.Scopes.Should().Be(1);
    }

    [Fact]
    public async Task The_scope_ends_also_where_the_node_fails_or_pauses()
    {
        var log = new List<string>();
        await using var provider = new ServiceCollection().AddSingleton(log).AddScoped<Scoped>().BuildServiceProvider();
        var graph = StateGraph.Create<TrailState>("scopes")
            .AddNode("a", NodeResult<TrailState> (s, ctx) =>
            {
                ctx.Services.GetRequiredService<Scoped>();
                return s.Input == "pause" ? new TrailState.Update { Trail = [ctx.Interrupt<string>("?")] } : throw new TimeoutException();
            })
            .AddEdge(Graph.Start, "a")
            .Compile(TrailGraphs.Stored() with { Services = provider });

        await Failure.OfAsync<TimeoutException>(async () => await graph.InvokeAsync(s_hi, "t"));
        await graph.InvokeAsync(new TrailState.Update { Input = "pause" }, "u");

        log.Should().Equal("made", "disposed", "made", "disposed");
    }

    [Fact]
    public async Task Without_services_it_says_how_to_get_them()
    {
        const string Message = "Node 'a' asked for services, but graph 'none' has none. Register it with AddGraph, or set CompileOptions.Services.";
        var graph = StateGraph.Create<TrailState>("none").AddNode<ScopedNode>("a").AddEdge(Graph.Start, "a").Compile();
        var store = StateGraph.Create<TrailState>("none").AddNode("a", (_, ctx) => ctx.Store is null ? default : default(NodeResult<TrailState>)).AddEdge(Graph.Start, "a").Compile();

        (await Failure.OfAsync<InvalidOperationException>(async () => await graph.InvokeAsync(s_hi))).Message.Should().Be(Message);
        (await Failure.OfAsync<InvalidOperationException>(async () => await store.InvokeAsync(s_hi))).Message.Should().Be(Message);
    }

    [Fact]
    public async Task A_missing_service_is_named()
    {
        await using var provider = new ServiceCollection().BuildServiceProvider();
        var graph = StateGraph.Create<TrailState>("none").AddNode<ScopedNode>("a").AddEdge(Graph.Start, "a").Compile(new() { Services = provider });

        (await Failure.OfAsync<InvalidOperationException>(async () => await graph.InvokeAsync(s_hi))).Message.Should().Contain(nameof(Scoped));
    }

    [Fact]
    public async Task Services_that_are_disposed_say_so()
    {
        var provider = new ServiceCollection().AddSingleton(new List<string>()).AddScoped<Scoped>().BuildServiceProvider();
        var graph = StateGraph.Create<TrailState>("gone").AddNode<ScopedNode>("a").AddEdge(Graph.Start, "a").Compile(new() { Services = provider });
        await provider.DisposeAsync();

        await Failure.OfAsync<ObjectDisposedException>(async () => await graph.InvokeAsync(s_hi));
    }

    private sealed class Scoped : IDisposable
    {
        private readonly List<string> _log;

        public Scoped(List<string> log)
        {
            _log = log;
            log.Add("made");
        }

        public void Dispose() => _log.Add("disposed");
    }

    private sealed class ScopedNode(Scoped scoped) : INode<TrailState>
    {
        public ValueTask<NodeResult<TrailState>> RunAsync(TrailState state, NodeContext context) =>
            new(new TrailState.Update { Trail = [$"{context.NodeName} same {ReferenceEquals(scoped, context.Services.GetRequiredService<Scoped>())}"] });
    }

    private sealed class CountingProvider(IServiceProvider inner) : IServiceProvider, IServiceScopeFactory
    {
        public int Scopes { get; private set; }

        public object? GetService(Type serviceType) => serviceType == typeof(IServiceScopeFactory) ? this : inner.GetService(serviceType);

        public IServiceScope CreateScope()
        {
            Scopes++;
            return inner.CreateScope();
        }
    }
}
