namespace GraphRuntime.Testing.Checkpointing.Model;

/// <summary>A thread: an epoch and its namespaces.</summary>
internal sealed class ModelThread
{
    public long Epoch { get; set; }

    public SortedDictionary<string, ModelLine> Lines { get; } = new(StringComparer.Ordinal);
}
