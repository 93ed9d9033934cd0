using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Tests.Laws;

/// <summary>A checkpointer with one planted defect.</summary>
internal sealed class LossyCheckpointer(ICheckpointer inner) : ICheckpointer
{
    public bool LosesResults { get; init; }

    public bool LosesAnswers { get; init; }

    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken)
        => inner.ReadAsync(address, checkpointId, cancellationToken);

    public IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken)
        => inner.ListAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) => inner.ListNamespacesAsync(threadId, cancellationToken);

    public ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken) => inner.PutAsync(commit, cancellationToken);

    public async ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        var kept = batch.Writes.Where(write => !(LosesResults && write.Kind == PendingWriteKind.Result) && !(LosesAnswers && write.Kind == PendingWriteKind.Resume)).ToList();
        if (kept.Count > 0)
        {
            await inner.PutWritesAsync(batch with { Writes = kept }, cancellationToken);
        }
    }

    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => inner.DeleteThreadAsync(threadId, cancellationToken);

    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) => inner.DeleteRunsAsync(threadId, runIds, cancellationToken);

    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) => inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => inner.PruneAsync(options, cancellationToken);

    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) => inner.AcquireAsync(threadId, cancellationToken);
}
