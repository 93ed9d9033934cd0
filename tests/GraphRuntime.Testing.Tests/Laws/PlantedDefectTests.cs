using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Model;
using GraphRuntime.Testing.Laws.Random;

namespace GraphRuntime.Testing.Tests.Laws;

/// <summary>
/// The laws must be able to fail. Each defect is planted in a real graph, or in its store, and compared with the graph as it was meant; a law has to find it.
/// </summary>
public sealed class PlantedDefectTests
{
    private const int MostCases = 5_000;

    private static readonly Dictionary<string, Func<NodePlan, NodePlan>> Nodes = new()
    {
        ["deferred nodes do not wait"] = static node => node with { Defer = false },
        ["own memory is forgotten"] = static node => node.Child is { } child ? node with { Child = child with { Persistence = SubgraphPersistence.Inherit } } : node,
        ["a call without memory remembers"] = static node => node is { Child: { Persistence: SubgraphPersistence.Inherit } child, SharesState: false }
            ? node with { Child = child with { Persistence = SubgraphPersistence.OwnMemory } }
            : node,
        ["a shared state is handed over as a mapped one"] = static node => node with { SharesState = false },
        ["the last send is lost"] = static node => node with { Sends = Math.Max(0, node.Sends - 1) },
        ["a command loses its destination"] = static node => node with { Goto = null },
        ["a command for the graph above loses its destination"] = static node => node with { LeavesTo = null },
        ["a graph goes on after a command for the graph above"] = static node => node with { Leaves = false },
        ["a handled failure goes on along the edges"] = static node => node with { HandledBy = null, Goto = node.HandledBy ?? node.Goto },
        ["a question is not asked"] = static node => node with { Questions = Math.Max(0, node.Questions - 1) },
        ["a node that timed out is not tried again"] = static node => node with { TimedOutAttempts = node.TimedOutAttempts > 0 ? 4 : 0 },
        ["an overwrite only adds"] = static node => node with { Replaces = false },
        ["a loop ends early"] = static node => node with { LoopsTo = null },
    };

    private static readonly Dictionary<string, Func<ICheckpointer, ICheckpointer>> Stores = new()
    {
        ["results of finished siblings are lost"] = static store => new LossyCheckpointer(store) { LosesResults = true },
        ["answers are lost"] = static store => new LossyCheckpointer(store) { LosesAnswers = true },
    };

    private static readonly Dictionary<string, Func<UpdatesEvent, IReadOnlyDictionary<string, JsonElement>>> Events = new()
    {
        ["an event shows the last write of a subgraph only"] = static updates => updates.Writes.ToDictionary(
            static write => write.Key,
            static write => write.Value.ValueKind == JsonValueKind.Object && write.Value.TryGetProperty("$writes", out var several) ? several[several.GetArrayLength() - 1] : write.Value),
        ["an event shows an overwrite as a write"] = static updates => updates.Writes.ToDictionary(
            static write => write.Key,
            static write => write.Value.ValueKind == JsonValueKind.Object && write.Value.TryGetProperty("$overwrite", out var whole) ? whole : write.Value),
        ["an event of a kept result shows nothing"] = static updates => updates.IsCached ? new Dictionary<string, JsonElement>() : updates.Writes,
    };

    public static TheoryData<string> NodeDefects => [.. Nodes.Keys];

    public static TheoryData<string> StoreDefects => [.. Stores.Keys];

    [Theory]
    [MemberData(nameof(NodeDefects))]
    public Task A_defect_of_the_engine_is_found(string defect) => FindAsync((plan, seed) =>
        RandomGraphLaws.CheckAsync(plan, With(plan, Nodes[defect]), 2, new InMemoryCheckpointer(), seed, null, CancellationToken.None));

    [Theory]
    [MemberData(nameof(StoreDefects))]
    public Task A_defect_of_a_store_is_found(string defect) => FindAsync((plan, seed) =>
        RandomGraphLaws.CheckAsync(plan, plan, 2, Stores[defect](new InMemoryCheckpointer()), seed, null, CancellationToken.None));

    public static TheoryData<string> EventDefects => [.. Events.Keys];

    [Theory]
    [MemberData(nameof(EventDefects))]
    public Task A_defect_of_events_is_found(string defect) => FindAsync((plan, seed) =>
        RandomGraphLaws.CheckAsync(RandomGraphLaws.Subject(plan, plan, 2, new InMemoryCheckpointer()) with { WritesOf = Events[defect] }, seed, null, CancellationToken.None));

    private static GraphPlan With(GraphPlan plan, Func<NodePlan, NodePlan> defect) => plan with
    {
        Nodes = [.. plan.Nodes.Select(node => defect(node.Child is { } child ? node with { Child = With(child, defect) } : node))],
    };

    private static async Task FindAsync(Func<GraphPlan, int, Task> checkAsync)
    {
        for (var seed = 1; seed <= MostCases; seed++)
        {
            try
            {
                await checkAsync(new PlanGenerator(new SeededRandom((ulong)seed)).Draw(), seed);
            }
            catch (Exception exception) when (exception is GraphLawViolationException or GraphBuildException)
            {
                return;
            }
        }

        Assert.Fail($"No law found the defect in {MostCases} cases.");
    }
}
