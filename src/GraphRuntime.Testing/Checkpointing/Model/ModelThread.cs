namespace GraphRuntime.Testing.Checkpointing.Model;

/// <summary>A thread: an epoch and its namespaces.</summary>
internal sealed class ModelThread
{
    public long Epoch { get; set; }

    public SortedDictionary<string, ModelLine> Lines { get; } = new(StringComparer.Ordinal);

    /// <summary>How many checkpoints and pending writes a run has.</summary>
    public (int Checkpoints, int Writes) Count(string runId)
    {
        var checkpoints = Lines.Values.SelectMany(static line => line.Checkpoints).ToList();
        return (checkpoints.Count(one => one.Record.RunId == runId), checkpoints.Sum(one => one.CountWrites(runId)));
    }
}
