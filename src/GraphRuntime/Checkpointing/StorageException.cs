namespace GraphRuntime;

/// <summary>A store cannot do its work: unreachable, read-only, full, locked, of a newer schema, or without the rights it needs.</summary>
public sealed class StorageException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problem">The kind of problem.</param>
    /// <param name="message">What happened, where, and what to do. Connection strings and values are never part of it.</param>
    /// <param name="innerException">The cause.</param>
    public StorageException(StorageProblem problem, string message, Exception? innerException = null)
        : base(message, innerException) => Problem = problem;

    /// <summary>The kind of problem.</summary>
    public StorageProblem Problem { get; }

    /// <summary>True if the same call may succeed later without intervention (connection lost, busy, server restarting).</summary>
    public bool IsTransient => Problem is StorageProblem.Unavailable or StorageProblem.Busy;
}
