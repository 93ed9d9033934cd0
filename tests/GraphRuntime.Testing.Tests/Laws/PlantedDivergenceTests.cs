using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Model;
using GraphRuntime.Testing.Laws.Random;

namespace GraphRuntime.Testing.Tests.Laws;

/// <summary>Random graphs of which one node writes something else than it did: a replay that verifies names the node and the channel.</summary>
public sealed class PlantedDivergenceTests
{
    private const int Cases = 200;

    [Fact]
    public async Task A_changed_node_of_a_random_graph_is_named()
    {
        var found = 0;
        for (var seed = 1; seed <= Cases; seed++)
        {
            var plan = new PlanGenerator(new SeededRandom((ulong)seed)).Draw();
            var (checkpointer, world) = (new InMemoryCheckpointer(), new PlanWorld());
            await RunAsync(Compile(plan, checkpointer, world));
            if (plan.Nodes.FirstOrDefault(static node => node is { Adds: > 0, Child: null, HandledBy: null, TakesArgument: false, FailsOnce: false }) is not { } node)
            {
                continue;
            }

            var changed = Compile(plan with { Nodes = plan.Nodes.Replace(node, node with { Adds = node.Adds + 1 }) }, checkpointer, world);
            var last = await changed.ReplayAsync("planted", ReplayMode.Verify).LastAsync();
            if (last.Divergence is { } divergence && divergence.Kind != ReplayDivergenceKind.Failure)
            {
                divergence.Node.Should().Be(node.Name);
                divergence.Channel.Should().Be("sum");
                divergence.Replayed!.Value.GetInt32().Should().Be(divergence.Recorded!.Value.GetInt32() + 1);
                found++;
            }
        }

        found.Should().BeGreaterThan(Cases / 4);
    }

    private static async Task RunAsync(CompiledGraph<JsonState> graph)
    {
        GraphInput<JsonState> next = PlanInput.Of(0).ToUpdate(PlanCompiler.Schema);
        do
        {
            try
            {
                await graph.InvokeAsync(next, "planted", new RunConfig { RecursionLimit = 500 });
            }
            catch (Exception error) when (PlannedFailureException.Passes(error))
            {
                // It has passed; the run is resumed.
            }

            var open = (await graph.GetStateAsync("planted")).Interrupts.Where(static question => question.IsAnswerable);
            next = open.ToDictionary(static question => question.Id, static question => (object?)PlanRules.Answer(question.Value.GetString()!)) is { Count: > 0 } answers
                ? GraphInput.Answers(answers)
                : GraphInput.Resume;
        }
        while ((await graph.GetStateAsync("planted")).Next.Count > 0);
    }

    private static CompiledGraph<JsonState> Compile(GraphPlan plan, InMemoryCheckpointer checkpointer, PlanWorld world) =>
        new PlanCompiler(world).Compile(plan, new CompileOptions { Checkpointer = checkpointer });
}
