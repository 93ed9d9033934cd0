using System.Globalization;

namespace GraphRuntime.Studio;

/// <summary>The breakpoints of a debug session, with their hits. Its owner has a lock.</summary>
internal sealed class SessionBreakpoints
{
    private const int Most = 100;

    private readonly List<Breakpoint> _items = [];
    private readonly ChannelMarks _channels = new();
    private int _lastId;

    public IReadOnlyList<Breakpoint> All => [.. _items];

    private IEnumerable<Breakpoint> Enabled => _items.Where(static one => one.Enabled == true);

    /// <summary>Paths at which a run has to pause before a node. For a channel that is where its graph begins: the value there is what later ones are compared with.</summary>
    public IEnumerable<string> Before => Enabled.Where(static one => !one.IsAfter).Select(static one => one.IsOnChannel ? StatePaths.Join(one.Path!, Graph.AllNodes) : one.Path!);

    /// <summary>Paths at which a run has to pause after a node. Whether a channel changed is seen after each superstep of its graph.</summary>
    public IEnumerable<string> After => Enabled.Where(static one => one.IsOnChannel || one.IsAfter).Select(static one => one.IsOnChannel ? StatePaths.Join(one.Path!, Graph.AllNodes) : one.Path!);

    /// <exception cref="StudioException">The session has as many as it may have.</exception>
    public Breakpoint Add(BreakpointDraft draft, CompiledGraph? graph)
    {
        if (_items.Count >= Most)
        {
            throw StudioException.Conflict("too_many_breakpoints", $"A session has at most {Most} breakpoints. Remove one first.");
        }

        var added = BreakpointReader.Read((_lastId + 1).ToString(CultureInfo.InvariantCulture), draft, graph);
        _lastId++;
        _items.Add(added);
        return added;
    }

    public Breakpoint Replace(string id, BreakpointDraft draft, CompiledGraph? graph)
    {
        var index = IndexOf(id);
        return _items[index] = BreakpointReader.Read(id, draft, graph);
    }

    public void Remove(string id) => _items.RemoveAt(IndexOf(id));

    /// <summary>Remembers the values of channels, to tell later whether they changed.</summary>
    public void Note(Position position) => _channels.Note(Enabled.Where(static one => one.IsOnChannel), position);

    /// <summary>Counts the hits of a pause. Gives the first breakpoint that stops, with the path where it does.</summary>
    /// <param name="before">Where the run began.</param>
    /// <param name="now">Where it paused.</param>
    /// <param name="ran">Nodes that ran in the last supersteps.</param>
    public (Breakpoint Breakpoint, string? Path)? Judge(Position before, Position now, IReadOnlyList<NextNode> ran)
    {
        (Breakpoint, string?)? stop = null;
        for (var i = 0; i < _items.Count; i++)
        {
            if (_items[i].Enabled == true && FindHit(_items[i], before, now, ran) is { } hit)
            {
                _items[i] = _items[i] with { Hits = _items[i].Hits + 1 };
                stop ??= _items[i].Hits >= _items[i].HitCount ? (_items[i], hit.Path) : null;
            }
        }

        Note(now);
        return stop;
    }

    private NextNode? FindHit(Breakpoint breakpoint, Position before, Position now, IReadOnlyList<NextNode> ran)
    {
        var candidates = breakpoint.IsOnChannel ? _channels.Changed(breakpoint, now)
            : breakpoint.IsAfter ? ran.Where(node => StatePaths.Matches(breakpoint.Path!, node.Path))
            : now.Leaves.Where(leaf => !before.Has(leaf.Graph) && StatePaths.Matches(breakpoint.Path!, leaf.Path));
        return candidates.FirstOrDefault(node => breakpoint.Test is null || Conditions.Hold(breakpoint.Test, node.Graph.Snapshot));
    }

    private int IndexOf(string id) => _items.FindIndex(one => one.Id == id) is var index and >= 0 ? index : throw StudioException.NotFound("breakpoint_not_found", $"The session has no breakpoint '{id}'.");
}
