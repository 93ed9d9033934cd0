using System.Globalization;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>Writes a plan down, one line a node.</summary>
internal static class PlanText
{
    public static string Of(GraphPlan plan, int indent = 0)
    {
        var margin = new string(' ', indent + 2);
        var lines = new List<string>
        {
            $"{margin}{plan.Name}: {string.Join(", ", plan.Edges.Select(static edge => $"{edge.From.Trim('_')}->{edge.To}").Concat(plan.Joins.Select(static join => $"[{string.Join(' ', join.From)}]->{join.To}")))}"
            + (plan.StopBefore.Length + plan.StopAfter.Length == 0 ? "" : $"; stops before {string.Join(' ', plan.StopBefore)}, after {string.Join(' ', plan.StopAfter)}"),
        };
        foreach (var node in plan.Nodes)
        {
            lines.Add($"{margin}  {node.Name}{string.Concat(Traits(node).Where(static trait => trait.Has).Select(static trait => ", " + trait.Text))}");
            if (node.Child is { } child)
            {
                lines.Add(Of(child, indent + 6));
            }
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static (bool Has, string Text)[] Traits(NodePlan node) =>
    [
        (node.Child is not null, $"{(node.SharesState ? "shared" : "mapped")} child, {node.Child?.Persistence}"),
        (node.Questions > 0, string.Create(CultureInfo.InvariantCulture, $"asks {node.Questions}")),
        (node.FailedAttempts > 0, string.Create(CultureInfo.InvariantCulture, $"{node.FailedAttempts} attempts fail")),
        (node.Timeout > 0, string.Create(CultureInfo.InvariantCulture, $"{node.TimedOutAttempts} attempts are timed out after {node.Timeout} s")),
        (node.FailsOnce, "fails once"), (node.StopsOnce, "stops once"), (node.HandledBy is not null, $"fails, handler goes to {node.HandledBy}"),
        (node.Defer, "deferred"), (node.Cached, "cached"), (node.Choices.Length > 0, $"chooses {string.Join('/', node.Choices)}"),
        (node.Goto is not null, $"goes to {node.Goto}"), (node.Leaves, $"leaves the graph{(node.LeavesTo is null ? "" : $" to {node.LeavesTo}")}"), (node.LoopsTo is not null, $"loops to {node.LoopsTo}"),
        (node.SendsTo is not null, string.Create(CultureInfo.InvariantCulture, $"sends {node.Sends} to {node.SendsTo}")),
        (node.TakesArgument, "takes an argument"), (node.Notes, "notes"), (node.Picks, "picks"),
        (node.Gathers, "gathers"), (node.Singles, "writes alone"), (node.Replaces, "replaces the list"),
    ];
}
