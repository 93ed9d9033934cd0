using GraphRuntime.Checkpointing;

namespace GraphRuntime.Benchmarks.Micro;

/// <summary>Takes every commit and keeps nothing: what remains is the cost of encoding.</summary>
internal sealed class DiscardingCheckpointer : ICheckpointer
{
    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) => new(new CheckpointRead(0, 0, 0, null));

    public async IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) => new([]);

    public ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => new(0);

    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) => new(0);
}
