using System.Runtime.CompilerServices;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing;

/// <summary>A checkpointer whose calls go over a path.</summary>
internal sealed class InterceptedCheckpointer(ICheckpointer inner, ICallPath path) : ICheckpointer
{
    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
        path.ReadAsync(address.ThreadId, () => inner.ReadAsync(address, checkpointId, cancellationToken), cancellationToken);

    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken) =>
        path.ReadAsync(address.ThreadId, () => inner.ReadAsync(address, checkpointId, knownId, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What befalls a listing befalls its beginning.
        var listed = await path.ReadAsync(query?.Address.ThreadId, () => ValueTask.FromResult(inner.ListAsync(query!, cancellationToken)), cancellationToken, nameof(ListAsync)).ConfigureAwait(false);
        await foreach (var checkpoint in listed.ConfigureAwait(false))
        {
            yield return checkpoint;
        }
    }

    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) =>
        path.ReadAsync(threadId, () => inner.ListNamespacesAsync(threadId, cancellationToken), cancellationToken);

    public ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken) =>
        path.WriteAsync(commit?.Address.ThreadId, () => inner.PutAsync(commit!, cancellationToken), cancellationToken);

    public ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken) =>
        path.WriteAsync(batch?.Address.ThreadId, () => inner.PutWritesAsync(batch!, cancellationToken), cancellationToken);

    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) =>
        path.WriteAsync(threadId, () => inner.DeleteThreadAsync(threadId, cancellationToken), cancellationToken);

    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        path.WriteAsync(threadId, () => inner.DeleteRunsAsync(threadId, runIds, cancellationToken), cancellationToken);

    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        path.WriteAsync(targetThreadId, () => inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken), cancellationToken);

    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) =>
        path.WriteAsync(null, () => inner.PruneAsync(options, cancellationToken), cancellationToken);

    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) =>
        path.WriteAsync(threadId, () => inner.AcquireAsync(threadId, cancellationToken), cancellationToken);
}
