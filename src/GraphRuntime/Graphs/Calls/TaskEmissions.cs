namespace GraphRuntime;

/// <summary>What a task had emitted that had not finished when its run was stopped.</summary>
/// <param name="Node">The node.</param>
/// <param name="TaskId">The task: the name of the node, and <c>#</c> with the number of the send where it was made by one.</param>
public sealed record TaskEmissions(string Node, string TaskId)
{
    /// <summary>The values, in the order in which they were emitted: the newest 2,000, and of those the newest that have 64 KiB as JSON.</summary>
    public IReadOnlyList<Emission> Values { get; init; } = [];

    /// <summary>How many values are not here, because they were too many or too large, or cannot be written as JSON.</summary>
    public int Omitted { get; init; }
}
