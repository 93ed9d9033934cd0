using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GraphRuntime.Tests.DependencyInjection;

public sealed class RegistrationErrorTests
{
    [Fact]
    public void Two_graphs_cannot_have_one_name()
    {
        var builder = new ServiceCollection().AddGraphRuntime().AddGraph<TrailState>("g", Build);

        builder.Invoking(b => b.AddGraph<TrailState>("g", Build)).Should().ThrowExactly<ArgumentException>().WithParameterName("name")
            .WithMessage("A graph named 'g' is registered already. Give each graph a name of its own.*");
    }

    [Fact]
    public void What_is_missing_is_refused_at_once()
    {
        var builder = new ServiceCollection().AddGraphRuntime();

        builder.Invoking(b => b.AddGraph<TrailState>("", Build)).Should().ThrowExactly<ArgumentException>().WithParameterName("name");
        builder.Invoking(b => b.AddGraph<TrailState>("g", (Action<StateGraph<TrailState>>)null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("build");
        builder.Invoking(b => b.AddGraph("g", null!, _ => { })).Should().ThrowExactly<ArgumentNullException>().WithParameterName("schema");
        FluentActions.Invoking(() => ((IServiceCollection)null!).AddGraphRuntime()).Should().ThrowExactly<ArgumentNullException>().WithParameterName("services");
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_reported_when_the_host_starts()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddGraphRuntime(o =>
        {
            o.MaxQueuedPerThread = -1;
            o.LeaseDuration = TimeSpan.Zero;
        });
        using var host = builder.Build();

        var error = await Failure.OfAsync<OptionsValidationException>(async () => await host.StartAsync());

        error.Failures.Should().Contain(failure => failure.StartsWith("LeaseDuration is 00:00:00; it must be at least 100 milliseconds"))
            .And.Contain(failure => failure.StartsWith("MaxQueuedPerThread is -1"));
    }

    [Fact]
    public async Task Graphs_are_keyed_singletons_with_the_checkpointer_of_the_services()
    {
        var services = new ServiceCollection();
        services.AddGraphRuntime().AddGraph<TrailState>("g", Build);
        await using var provider = services.BuildServiceProvider();

        var graph = provider.GetRequiredKeyedService<CompiledGraph<TrailState>>("g");

        provider.GetRequiredKeyedService<CompiledGraph<TrailState>>("g").Should().BeSameAs(graph);
        await graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t");
        (await graph.GetStateAsync("t")).State.Trail.Should().Equal("a");
        provider.GetKeyedService<CompiledGraph<TrailState>>("other").Should().BeNull();
    }

    private static void Build(StateGraph<TrailState> graph) => graph.AddNode("a", _ => new TrailState.Update { Trail = ["a"] }).AddEdge(Graph.Start, "a");
}
