using System.Collections.Immutable;
using System.Globalization;
using GraphRuntime.Testing.Checkpointing.Model;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>Draws plans from a seed. Every feature may meet every other; what a graph refuses, or what has no one right result, is not drawn.</summary>
internal sealed class PlanGenerator(SeededRandom random)
{
    private const int MostDepth = 3;

    /// <summary>A larger graph takes long and shows little more: loops and calls repeat the same few nodes.</summary>
    private const int MostExecutions = 15;

    private int _graphs;
    private int _timeouts;
    private bool _replaces;
    private bool _singles;

    public GraphPlan Draw()
    {
        GraphPlan plan;
        do
        {
            (_graphs, _timeouts, _replaces, _singles) = (0, 0, false, false);
            plan = Draw(depth: 0, stored: true, mayLoop: true, mayRemember: true, []);
        }
        while (PlanInterpreter.CountExecutions(plan) > MostExecutions);

        return plan;
    }

    /// <param name="depth">How many graphs are around this one.</param>
    /// <param name="stored">Whether the graph is stored, so that it can pause.</param>
    /// <param name="mayLoop">Whether the graph may have a loop: loops count in a channel that a child with shared state writes, too.</param>
    /// <param name="mayRemember">Whether a child may have a memory. Beside a node that leaves it could be stopped half-way, and would remember that.</param>
    /// <param name="above">Where a node that leaves may go.</param>
    private GraphPlan Draw(int depth, bool stored, bool mayLoop, bool mayRemember, string[] above)
    {
        var prefix = (char)('a' + (_graphs++ % 20));
        var count = 1 + random.Below(depth == 0 ? 6 : 3);
        string[] names = [.. Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"{prefix}{index}"))];
        var loops = mayLoop && count > 1 && random.Chance(25) ? 1 + random.Below(count - 1) : -1;
        var leaves = depth > 0 && random.Chance(35);
        var nodes = names.Select((name, index) => DrawNode(name, index, names, depth, stored, loops, mayLoop && loops < 0, mayRemember && !leaves)).ToList();
        nodes = leaves ? WithLeaves(nodes, above) : nodes;
        AddReceiver(nodes, names, prefix, depth, stored, mayRemember && !leaves);
        var plan = new GraphPlan($"g{prefix}", [.. nodes], [.. DrawEdges(names)], [.. DrawJoins(names)]);
        return stored ? plan with { StopBefore = DrawStops(names), StopAfter = DrawStops(names) } : plan;
    }

    private NodePlan DrawNode(string name, int index, string[] names, int depth, bool stored, int loops, bool mayLoop, bool mayRemember)
    {
        var later = names[(index + 1)..];
        var node = new NodePlan(name)
        {
            Adds = random.Below(4),
            Picks = random.Chance(40),
            Gathers = random.Chance(30),
            Notes = depth == 0 && random.Chance(25),
            Defer = index > 0 && random.Chance(12),
            Choices = later.Length > 0 && random.Chance(30) ? [.. Enumerable.Range(0, 1 + random.Below(3)).Select(_ => random.Pick(later))] : [],
            LoopsTo = index == loops ? names[random.Below(index)] : null,
        };
        if (depth < MostDepth && random.Chance(depth == 0 ? 30 : 20))
        {
            return WithChild(node, depth, stored, mayLoop, mayRemember, later);
        }

        if (later.Length > 0 && random.Chance(8) && node.LoopsTo is null)
        {
            return WithTimeout(node with { HandledBy = random.Pick(later), Choices = [], Defer = false });
        }

        return WithTimeout(WithStop(WithReplaced(WithSingle(node with
        {
            Questions = stored && random.Chance(25) ? 1 + random.Below(2) : 0,
            FailedAttempts = random.Chance(15) ? 1 + random.Below(2) : 0,
            FailsOnce = random.Chance(10),
            Cached = random.Chance(12),
            Goto = later.Length > 0 && random.Chance(15) ? random.Pick(later) : null,
        })), stored));
    }

    /// <summary>A cache would spare the node the pause, and a verifying replay that runs it would be the first.</summary>
    private NodePlan WithStop(NodePlan node, bool stored) => stored && !node.Cached && random.Chance(10) ? node with { StopsOnce = true } : node;

    private NodePlan WithSingle(NodePlan node)
    {
        var writes = !_singles && random.Chance(15);
        _singles |= writes;
        return node with { Singles = writes };
    }

    /// <summary>What replaces the list depends on all of it, so that no cache can know it.</summary>
    private NodePlan WithReplaced(NodePlan node)
    {
        if (_replaces || !random.Chance(10))
        {
            return node;
        }

        _replaces = true;
        return node with { Replaces = true, Cached = false };
    }

    private NodePlan WithTimeout(NodePlan node) => random.Chance(20) ? node with { Timeout = ++_timeouts, TimedOutAttempts = random.Below(2) } : node;

    /// <summary>Where several nodes may leave, none of them asks or stops: one that leaves drops what the others wait for, so that what they write depends on the order of the answers.</summary>
    private List<NodePlan> WithLeaves(List<NodePlan> nodes, string[] above)
    {
        var drawn = nodes.ConvertAll(node => WithLeave(node, above));
        return drawn.Count(static node => node.Leaves) < 2 ? drawn : drawn.ConvertAll(static node => node.Leaves ? node with { Questions = 0, StopsOnce = false } : node);
    }

    private NodePlan WithLeave(NodePlan node, string[] above) => node is { Child: null, HandledBy: null, Goto: null } && random.Chance(60)
        ? node with { Leaves = true, LeavesTo = above.Length > 0 && random.Chance(60) ? random.Pick(above) : null }
        : node;

    private NodePlan WithChild(NodePlan node, int depth, bool stored, bool mayLoop, bool mayRemember, string[] later, bool mayShare = true)
    {
        var persistence = !stored || random.Chance(20) ? SubgraphPersistence.None : mayRemember && random.Chance(35) ? SubgraphPersistence.OwnMemory : SubgraphPersistence.Inherit;
        var shares = mayShare && random.Chance(50);
        var child = Draw(depth + 1, persistence != SubgraphPersistence.None, mayLoop || !shares, mayRemember, later) with { Persistence = persistence };
        return node with { Child = child, SharesState = shares, Adds = 0, Picks = false, Gathers = false, Notes = false, LoopsTo = null };
    }

    /// <summary>One node may send arguments to a node of its own, which may be a graph.</summary>
    private void AddReceiver(List<NodePlan> nodes, string[] names, char prefix, int depth, bool stored, bool mayRemember)
    {
        var sender = random.Below(nodes.Count);
        if (random.Chance(25) && nodes[sender].HandledBy is null)
        {
            nodes[sender] = nodes[sender] with { SendsTo = $"{prefix}w", Sends = random.Below(4) };
            var receiver = new NodePlan($"{prefix}w") { TakesArgument = true };
            nodes.Add(depth < MostDepth && random.Chance(50) ? InTime(WithChild(receiver, depth, stored, mayLoop: true, mayRemember, names[(sender + 1)..], mayShare: false)) : receiver);
        }
    }

    /// <summary>Several attempts of a node at the same time would let each other's time-outs pass.</summary>
    private static NodePlan InTime(NodePlan node) => node with
    {
        TimedOutAttempts = 0,
        Child = node.Child is { } child ? child with { Nodes = [.. child.Nodes.Select(InTime)] } : null,
    };

    /// <summary>Every node has an edge from the start or from an earlier node, and some have more.</summary>
    private HashSet<EdgePlan> DrawEdges(string[] names)
    {
        var edges = new HashSet<EdgePlan> { new(Graph.Start, names[0]) };
        for (var index = 1; index < names.Length; index++)
        {
            for (var more = random.Below(3); more >= 0; more--)
            {
                edges.Add(new(random.Chance(25) ? Graph.Start : random.Pick(names[..index]), names[index]));
            }
        }

        return edges;
    }

    private IEnumerable<JoinPlan> DrawJoins(string[] names)
    {
        if (names.Length > 2 && random.Chance(30))
        {
            var target = 2 + random.Below(names.Length - 2);
            var first = random.Below(target);
            var second = random.Below(target);
            if (first != second)
            {
                yield return new([names[first], names[second]], names[target]);
            }
        }
    }

    private ImmutableArray<string> DrawStops(string[] names) => random.Chance(20) ? [random.Pick(names)] : [];
}
