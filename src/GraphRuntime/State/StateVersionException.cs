namespace GraphRuntime;

/// <summary>Stored state has another version than the graph, and no migrations lead from one to the other.</summary>
public sealed class StateVersionException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="storedVersion">The version of the stored state.</param>
    /// <param name="currentVersion">The version that the graph has.</param>
    public StateVersionException(string threadId, int storedVersion, int currentVersion)
        : base(storedVersion > currentVersion
            ? $"Thread '{threadId}': its state has version {storedVersion}, which is newer than version {currentVersion} of the graph. Deploy the newer graph, or use another thread."
            : $"Thread '{threadId}': its state has version {storedVersion} and the graph version {currentVersion}, but there is no migration from {storedVersion}. Register one with AddMigration({storedVersion}, …).")
    {
        ThreadId = threadId;
        StoredVersion = storedVersion;
        CurrentVersion = currentVersion;
    }

    private StateVersionException(string message, string threadId, int storedVersion, int currentVersion, Exception cause)
        : base(message, cause)
    {
        ThreadId = threadId;
        StoredVersion = storedVersion;
        CurrentVersion = currentVersion;
    }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>The version of the stored state.</summary>
    public int StoredVersion { get; }

    /// <summary>The version that the graph has.</summary>
    public int CurrentVersion { get; }

    internal static StateVersionException MigrationFailed(string threadId, int storedVersion, int currentVersion, int from, Exception cause) => new(
        $"Thread '{threadId}': its state has version {storedVersion} and the graph version {currentVersion}, but the migration from {from} threw a {cause.GetType().Name}. Correct the migration; the thread is unchanged.",
        threadId,
        storedVersion,
        currentVersion,
        cause);

    internal static StateVersionException DoesNotFit(string threadId, int storedVersion, int currentVersion, InvalidUpdateException cause) => new(
        $"Thread '{threadId}': what the migrations made of its state of version {storedVersion} does not fit version {currentVersion}. {cause.Message} Correct the migrations; the thread is unchanged.",
        threadId,
        storedVersion,
        currentVersion,
        cause);
}
