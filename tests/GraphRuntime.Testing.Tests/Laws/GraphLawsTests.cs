namespace GraphRuntime.Testing.Tests.Laws;

/// <summary>The laws on a graph of an application.</summary>
public sealed class GraphLawsTests
{
    [Fact]
    public async Task A_graph_of_an_application_keeps_the_laws()
    {
        var laws = new GraphLaws<OrderState>(new GraphLawSubject<OrderState>
        {
            Compile = options => Orders.Build().Compile(options),
            Inputs = [new OrderState.Update { Amount = 50 }, new OrderState.Update { Amount = 500 }],
            Answer = static _ => true,
            Writes = static (node, state) => node == "check" ? new OrderState.Update { Log = [$"checked {state.Amount}"] } : null,
        });

        for (var seed = 0; seed < 20; seed++)
        {
            await laws.CheckAsync(seed);
        }
    }

    [Fact]
    public async Task A_node_that_remembers_what_it_did_breaks_a_law()
    {
        var calls = 0;
        var laws = new GraphLaws<OrderState>(new GraphLawSubject<OrderState>
        {
            Compile = options => StateGraph.Create<OrderState>("orders")
                .AddNode("count", _ => new OrderState.Update { Log = [$"call {++calls}"] })
                .AddEdge(Graph.Start, "count")
                .Compile(options),
            Inputs = [new OrderState.Update { Amount = 1 }],
        });

        var check = () => laws.CheckAsync(GraphLaw.Stepping, seed: 1);

        (await check.Should().ThrowAsync<GraphLawViolationException>()).Which.Message.Should().Contain("call 1").And.Contain("seed 1");
    }

    [Fact]
    public async Task A_graph_that_asks_without_an_answer_says_what_to_set()
    {
        var laws = new GraphLaws<OrderState>(new GraphLawSubject<OrderState>
        {
            Compile = options => Orders.Build().Compile(options),
            Inputs = [new OrderState.Update { Amount = 500 }],
        });

        var check = () => laws.CheckAsync(seed: 1);

        (await check.Should().ThrowAsync<GraphLawViolationException>()).Which.Message.Should().Contain("GraphLawSubject.Answer");
    }
}
