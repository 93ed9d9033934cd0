namespace GraphRuntime.Threads;

/// <summary>The inputs that come for a run while it runs.</summary>
internal interface IRunInbox
{
    /// <summary>Takes the inputs that have come for the root graph.</summary>
    /// <param name="isAtEnd">Whether the run has nothing left to run.</param>
    /// <returns>All inputs that the run has taken so far, by sequence; none where nothing new is known of.</returns>
    ValueTask<IReadOnlyList<StoredRun>> TakeAsync(bool isAtEnd);

    /// <summary>Reads the inputs that have come for a subgraph, by sequence.</summary>
    ValueTask<IReadOnlyList<StoredRun>> ReadAsync(string path);

    /// <summary>Notes inputs for subgraphs, by their sequence numbers, that are part of the next checkpoint.</summary>
    void Note(IReadOnlyList<long> numbers);
}
