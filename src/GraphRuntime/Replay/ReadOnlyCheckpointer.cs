using GraphRuntime.Checkpointing;

namespace GraphRuntime.Replay;

/// <summary>Shows what a checkpointer has, and drops every write: nodes that are verified store nothing.</summary>
internal sealed class ReadOnlyCheckpointer(ICheckpointer inner) : ICheckpointer
{
    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
        inner.ReadAsync(address, checkpointId, cancellationToken);

    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken) =>
        inner.ReadAsync(address, checkpointId, knownId, cancellationToken);

    public IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) =>
        inner.ListNamespacesAsync(threadId, cancellationToken);

    public ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => throw Refused();

    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) => throw Refused();

    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) => throw Refused();

    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => throw Refused();

    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) => throw Refused();

    private static NotSupportedException Refused() => new("A replay only reads.");
}
