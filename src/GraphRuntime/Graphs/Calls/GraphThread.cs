namespace GraphRuntime;

/// <summary>Names a thread and, where wanted, a checkpoint and a namespace in it. Converts from the id of a thread.</summary>
/// <param name="Id">The id of the thread.</param>
public sealed record GraphThread(string Id)
{
    /// <summary>The checkpoint to go on from or to look at; <see langword="null"/> for the newest.</summary>
    public long? CheckpointId { get; init; }

    /// <summary>The namespace of a subgraph; the empty string is the graph itself.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Names the newest state of a thread.</summary>
    /// <param name="id">The id of the thread.</param>
    public static implicit operator GraphThread(string id) => new(id);
}
