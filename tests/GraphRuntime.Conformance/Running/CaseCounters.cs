namespace GraphRuntime.Conformance.Running;

/// <summary>The counters of one case. They are outside of the state, so nothing undoes them.</summary>
internal sealed class CaseCounters
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _ticks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _failures = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ran = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unknownSends = new(StringComparer.Ordinal);

    /// <summary>How many times longer nodes wait than the case says.</summary>
    public int Pace { get; init; } = 1;

    public void Tick(string name)
    {
        lock (_lock)
        {
            _ticks[name] = _ticks.GetValueOrDefault(name) + 1;
        }
    }

    public long Ticks(string name)
    {
        lock (_lock)
        {
            return _ticks.GetValueOrDefault(name);
        }
    }

    public IReadOnlyList<KeyValuePair<string, long>> AllTicks()
    {
        lock (_lock)
        {
            return [.. _ticks];
        }
    }

    /// <summary>Counts an arrival at a point that fails a number of times. True while it fails.</summary>
    public bool Fails(string key, long times)
    {
        lock (_lock)
        {
            var reached = _failures.GetValueOrDefault(key) + 1;
            _failures[key] = reached;
            return reached <= times;
        }
    }

    /// <summary>Notes that a node ran.</summary>
    public void NoteRun(string node)
    {
        lock (_lock)
        {
            _ran.Add(node);
        }
    }

    /// <summary>The names of the nodes that ran since the last call.</summary>
    public IReadOnlySet<string> TakeRan()
    {
        lock (_lock)
        {
            var ran = _ran.ToHashSet(StringComparer.Ordinal);
            _ran.Clear();
            return ran;
        }
    }

    /// <summary>Notes that a program sent to a node that its graph does not have.</summary>
    public void NoteUnknownSend(string node)
    {
        lock (_lock)
        {
            _unknownSends.Add(node);
        }
    }

    public bool IsUnknownSend(string node)
    {
        lock (_lock)
        {
            return _unknownSends.Contains(node);
        }
    }
}
