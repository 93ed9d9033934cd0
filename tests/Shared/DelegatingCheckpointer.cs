using GraphRuntime.Checkpointing;

namespace GraphRuntime.TestSupport;

/// <summary>A checkpointer that hands every call to another one: derive, and override what is to be otherwise.</summary>
internal abstract class DelegatingCheckpointer(ICheckpointer inner) : ICheckpointer
{
    /// <summary>Both ways to read are this one; no checkpoint has the id 0.</summary>
    public virtual ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken) =>
        inner.ReadAsync(address, checkpointId, knownId, cancellationToken);

    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
        ReadAsync(address, checkpointId, 0, cancellationToken);

    public virtual IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) => inner.ListNamespacesAsync(threadId, cancellationToken);

    public virtual ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken) => inner.PutAsync(commit, cancellationToken);

    public virtual ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken) => inner.PutWritesAsync(batch, cancellationToken);

    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => inner.DeleteThreadAsync(threadId, cancellationToken);

    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        inner.DeleteRunsAsync(threadId, runIds, cancellationToken);

    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => inner.PruneAsync(options, cancellationToken);

    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) => inner.AcquireAsync(threadId, cancellationToken);
}
