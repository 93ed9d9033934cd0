namespace GraphRuntime.Product.Tests.Architecture;

/// <summary>Finds groups whose members all reach each other (Tarjan's algorithm).</summary>
internal sealed class Circles
{
    private readonly Dictionary<string, List<string>> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _low = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Stack<string> _stack = new();
    private readonly List<IReadOnlyList<string>> _found = [];

    private Circles(IEnumerable<(string From, string To)> uses)
    {
        foreach (var (from, to) in uses.Distinct())
        {
            (_uses.TryGetValue(from, out var known) ? known : _uses[from] = []).Add(to);
        }
    }

    /// <summary>The groups of more than one member, the largest first.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Find(IEnumerable<(string From, string To)> uses)
    {
        var circles = new Circles(uses);
        foreach (var member in circles._uses.Keys)
        {
            if (!circles._index.ContainsKey(member))
            {
                circles.Visit(member);
            }
        }

        return [.. circles._found.OrderByDescending(static circle => circle.Count)];
    }

    private void Visit(string member)
    {
        _index[member] = _low[member] = _index.Count;
        _stack.Push(member);
        _open.Add(member);
        foreach (var used in _uses.GetValueOrDefault(member, []))
        {
            if (!_index.TryGetValue(used, out var known))
            {
                Visit(used);
                _low[member] = Math.Min(_low[member], _low[used]);
            }
            else if (_open.Contains(used))
            {
                _low[member] = Math.Min(_low[member], known);
            }
        }

        if (_low[member] == _index[member])
        {
            Close(member);
        }
    }

    private void Close(string first)
    {
        var circle = new List<string>();
        do
        {
            circle.Add(_stack.Pop());
            _open.Remove(circle[^1]);
        }
        while (circle[^1] != first);
        if (circle.Count > 1)
        {
            _found.Add([.. circle.Order(StringComparer.Ordinal)]);
        }
    }
}
