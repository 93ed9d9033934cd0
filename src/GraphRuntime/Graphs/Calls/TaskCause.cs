namespace GraphRuntime;

/// <summary>Why a task runs.</summary>
/// <param name="Kind">What made it run.</param>
/// <param name="From">The tasks, or for a join the nodes, that led to it; empty where none did.</param>
public sealed record TaskCause(TaskCauseKind Kind, IReadOnlyList<string> From)
{
    /// <summary>The cause in words.</summary>
    /// <returns>A part of a sentence.</returns>
    public override string ToString()
    {
        var from = string.Join(" and ", From.Select(static one => $"'{one}'"));
        return Kind switch
        {
            TaskCauseKind.Entry => "the graph begins there",
            TaskCauseKind.Edge => $"an edge leads there from {from}",
            TaskCauseKind.Branch => $"a conditional edge of {from} chose it",
            TaskCauseKind.Command => $"a command of {from} named it",
            TaskCauseKind.Send => $"{from} sent an argument to it",
            TaskCauseKind.Join => $"{from} have all run",
            TaskCauseKind.Deferred => "it was deferred, and nothing else was left to run",
            TaskCauseKind.Input => "an input of a run leads there",
            TaskCauseKind.Edit => "an edit of the state leads there",
            _ => "the thread went back to a checkpoint where it was to run",
        };
    }
}
