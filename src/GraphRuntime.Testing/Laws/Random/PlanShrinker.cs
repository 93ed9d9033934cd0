using System.Collections.Immutable;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>Makes a plan that breaks a law smaller, for as long as it still breaks the law.</summary>
internal static class PlanShrinker
{
    private const int MostAttempts = 400;

    /// <summary>Returns the smallest plan found, and how it breaks the law.</summary>
    /// <param name="plan">A plan that breaks a law.</param>
    /// <param name="violation">How it breaks it.</param>
    /// <param name="checkAsync">Checks a plan.</param>
    public static async Task<(GraphPlan Plan, GraphLawViolationException Violation)> ShrinkAsync(GraphPlan plan, GraphLawViolationException violation, Func<GraphPlan, Task> checkAsync)
    {
        var attempts = 0;
        for (var smaller = true; smaller;)
        {
            smaller = false;
            foreach (var candidate in Smaller(plan))
            {
                if (++attempts > MostAttempts)
                {
                    return (plan, violation);
                }

                if (await ViolationAsync(candidate, checkAsync).ConfigureAwait(false) is { } still)
                {
                    (plan, violation, smaller) = (candidate, still, true);
                    break;
                }
            }
        }

        return (plan, violation);
    }

    private static async Task<GraphLawViolationException?> ViolationAsync(GraphPlan plan, Func<GraphPlan, Task> checkAsync)
    {
        try
        {
            await checkAsync(plan).ConfigureAwait(false);
            return null;
        }
        catch (GraphLawViolationException violation)
        {
            return violation;
        }
        catch (GraphBuildException)
        {
            // Without that part it is no graph any more.
            return null;
        }
    }

    private static IEnumerable<GraphPlan> Smaller(GraphPlan plan) =>
    [
        .. plan.Nodes.Where(static node => node.Name[^1] != '0').Select(node => Without(plan, node.Name)),
        .. plan.Joins.Select(join => plan with { Joins = plan.Joins.Remove(join) }),
        .. plan.Edges.Where(static edge => edge.From != Graph.Start).Select(edge => plan with { Edges = plan.Edges.Remove(edge) }),
        .. plan.Edges.Where(static edge => edge.From != Graph.Start).Select(edge => plan with { Edges = plan.Edges.Replace(edge, edge with { From = Graph.Start }) }),
        .. plan.StopBefore.Length + plan.StopAfter.Length == 0 ? Array.Empty<GraphPlan>() : [plan with { StopBefore = [], StopAfter = [] }],
        .. plan.Nodes.SelectMany(node => Smaller(node).Select(simpler => plan with { Nodes = plan.Nodes.Replace(node, simpler) })),
    ];

    private static IEnumerable<NodePlan> Smaller(NodePlan node)
    {
        NodePlan[] candidates =
        [
            node with { Child = null, SharesState = false }, node with { Questions = 0 }, node with { Questions = Math.Min(1, node.Questions) }, node with { FailedAttempts = 0 },
            node with { FailsOnce = false }, node with { StopsOnce = false }, node with { TimedOutAttempts = 0 }, node with { TimedOutAttempts = 0, Timeout = 0 }, node with { HandledBy = null }, node with { Defer = false }, node with { Cached = false }, node with { Choices = [] },
            node with { Goto = null }, node with { LoopsTo = null }, node with { SendsTo = null, Sends = 0 }, node with { Notes = false }, node with { Picks = false }, node with { Replaces = false }, node with { Gathers = false }, node with { Singles = false }, node with { Leaves = false, LeavesTo = null }, node with { LeavesTo = null },
            .. node.Child is { } child ? Smaller(child).Select(smaller => node with { Child = smaller }) : [],
        ];
        return candidates.Where(candidate => candidate != node);
    }

    private static GraphPlan Without(GraphPlan plan, string name) => plan with
    {
        Nodes = [.. plan.Nodes.Where(node => node.Name != name).Select(node => node with
        {
            Choices = [.. node.Choices.Where(choice => choice != name)],
            Goto = node.Goto == name ? null : node.Goto,
            LoopsTo = node.LoopsTo == name ? null : node.LoopsTo,
            HandledBy = node.HandledBy == name ? null : node.HandledBy,
            SendsTo = node.SendsTo == name ? null : node.SendsTo,
            Child = node.Child is { } child ? child with { Nodes = [.. child.Nodes.Select(below => below.LeavesTo == name ? below with { LeavesTo = null } : below)] } : null,
        })],
        Edges = [.. plan.Edges.Where(edge => edge.From != name && edge.To != name)],
        Joins = [.. plan.Joins.Where(join => join.To != name && !join.From.Contains(name))],
        StopBefore = plan.StopBefore.Remove(name),
        StopAfter = plan.StopAfter.Remove(name),
    };
}
