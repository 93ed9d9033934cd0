using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Storage.Tests;

/// <summary>Keeps what is stored in memory, and every call that stored it as one line of JSON with the bytes as they were given.</summary>
internal sealed class RecordingCheckpointer : ICheckpointer
{
    private readonly InMemoryCheckpointer _inner = new();

    public List<string> Lines { get; } = [];

    public ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        Lines.Add(JsonSerializer.Serialize(new StoredCall(commit, null)));
        return _inner.PutAsync(commit, cancellationToken);
    }

    public ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        Lines.Add(JsonSerializer.Serialize(new StoredCall(null, batch)));
        return _inner.PutWritesAsync(batch, cancellationToken);
    }

    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
        _inner.ReadAsync(address, checkpointId, cancellationToken);

    public IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken) => _inner.ListAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) => _inner.ListNamespacesAsync(threadId, cancellationToken);

    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => _inner.DeleteThreadAsync(threadId, cancellationToken);

    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        _inner.DeleteRunsAsync(threadId, runIds, cancellationToken);

    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        _inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => _inner.PruneAsync(options, cancellationToken);

    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) => _inner.AcquireAsync(threadId, cancellationToken);
}
