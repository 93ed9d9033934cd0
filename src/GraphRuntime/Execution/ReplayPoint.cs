namespace GraphRuntime.Execution;

/// <summary>
/// Where a run goes on in the past. A subgraph with its own memory is loaded as it was before that point on its first visit, and as it is afterwards.
/// </summary>
internal sealed class ReplayPoint(long rootCheckpointId)
{
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    public long RootCheckpointId { get; } = rootCheckpointId;

    public bool IsFirstVisit(string ns)
    {
        lock (_visited)
        {
            return _visited.Add(ns);
        }
    }
}
