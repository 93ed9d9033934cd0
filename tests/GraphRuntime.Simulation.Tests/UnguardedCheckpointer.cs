using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Tests;

/// <summary>A checkpointer without one of its guards.</summary>
internal sealed class UnguardedCheckpointer(ICheckpointer inner) : ICheckpointer
{
    public bool IgnoresEpoch { get; init; }

    public async ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        var now = await inner.ReadAsync(commit.Address, null, cancellationToken);
        var forged = commit with { Epoch = IgnoresEpoch ? now.Epoch : commit.Epoch };
        await inner.PutAsync(forged, cancellationToken);
    }

    public async ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        var now = await inner.ReadAsync(batch.Address, null, cancellationToken);
        await inner.PutWritesAsync(batch with { Epoch = IgnoresEpoch ? now.Epoch : batch.Epoch }, cancellationToken);
    }

    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
        inner.ReadAsync(address, checkpointId, cancellationToken);

    public IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) => inner.ListNamespacesAsync(threadId, cancellationToken);

    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => inner.DeleteThreadAsync(threadId, cancellationToken);

    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        inner.DeleteRunsAsync(threadId, runIds, cancellationToken);

    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => inner.PruneAsync(options, cancellationToken);

    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) => inner.AcquireAsync(threadId, cancellationToken);
}
