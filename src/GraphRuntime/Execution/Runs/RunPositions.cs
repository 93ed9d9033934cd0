namespace GraphRuntime.Execution;

/// <summary>The checkpoints inside subgraphs that a run goes back to, by namespace. Each counts for the first call that comes there.</summary>
internal sealed class RunPositions
{
    private readonly Dictionary<string, RunPosition> _positions = new(StringComparer.Ordinal);

    /// <summary>True where the root graph goes back with the memory of a subgraph: such a memory does not belong to one checkpoint of the root graph.</summary>
    public bool ForksRoot { get; set; }

    public void Set(string ns, RunPosition position)
    {
        if (!_positions.TryAdd(ns, position) && position.Forks)
        {
            _positions[ns] = position;
        }
    }

    public RunPosition? Take(string ns)
    {
        lock (_positions)
        {
            return _positions.Remove(ns, out var position) ? position : null;
        }
    }
}
