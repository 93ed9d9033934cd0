namespace GraphRuntime.Execution;

/// <summary>A superstep whose values cannot be stored: finds the task at fault, and keeps what the others did.</summary>
internal static class StorageRefusal
{
    /// <summary>The refusal with the place of the task that wrote the value.</summary>
    public static Exception In(GraphTask task, Exception refusal) => refusal switch
    {
        StateSerializationException { Graph: null } e => e.At(task.Loop.Graph.Name, task.ThreadId, task.NodeName),
        InvalidUpdateException { Graph: null } e => e.At(task.Loop.Graph.Name, task.ThreadId, task.NodeName),
        _ => refusal,
    };

    /// <summary>Stores the results that can be stored, as if the superstep had not been complete, and gives back the refusal with its place.</summary>
    public static async ValueTask<Exception> KeepOthersAsync(LoopState loop, StepCommitter committer, Exception refusal)
    {
        // The checkpoint that failed was never stored, so the results belong to the one before it.
        if (committer.TryTakeBack())
        {
            await committer.PutWritesAsync(PendingWriter.Collect(loop, loop.Tasks), CancellationToken.None).ConfigureAwait(false);
        }

        return loop.Tasks.Find(static task => task.StorageError is not null)?.StorageError ?? Place(loop, refusal);
    }

    private static Exception Place(LoopState loop, Exception refusal) => loop.Tasks.Count == 1
        ? In(loop.Tasks[0], refusal)
        : refusal is StateSerializationException { Graph: null } e ? e.At(loop.Graph.Name, loop.Address.ThreadId, null) : refusal;
}
