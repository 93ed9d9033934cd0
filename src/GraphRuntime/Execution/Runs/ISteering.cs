using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Where a run finds the inputs that come while it is running.</summary>
internal interface ISteering
{
    /// <summary>Takes what has come for the root graph. What was taken is given again by every later call, also after a crash, until the run has ended.</summary>
    /// <param name="isAtEnd">Whether nothing is left to run.</param>
    /// <returns>The inputs, in order.</returns>
    ValueTask<IReadOnlyList<SteeredInput>> TakeAsync(bool isAtEnd);

    /// <summary>Reads what has come for a subgraph. It is given again until a checkpoint of the root graph has it.</summary>
    /// <param name="path">The nodes that lead to the subgraph.</param>
    /// <param name="subgraph">The subgraph.</param>
    /// <returns>The inputs, in order.</returns>
    ValueTask<IReadOnlyList<SteeredInput>> ReadAsync(string path, GraphDefinition subgraph);

    /// <summary>Notes inputs for subgraphs that are part of the next checkpoint of the root graph.</summary>
    void Note(IReadOnlyList<long> numbers);
}
