using System.Text;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Laws;

/// <summary>Counts how often a text is stored in the checkpoints of a thread and beside them.</summary>
internal sealed class CopyCounter(ICheckpointer inner, string text) : ICheckpointer
{
    private readonly byte[] _text = Encoding.UTF8.GetBytes(text);
    private int _copies;

    public int Copies => _copies;

    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
        inner.ReadAsync(address, checkpointId, cancellationToken);

    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken) =>
        inner.ReadAsync(address, checkpointId, knownId, cancellationToken);

    public IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) => inner.ListNamespacesAsync(threadId, cancellationToken);

    public ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        foreach (var checkpoint in commit?.Checkpoints ?? [])
        {
            Count(checkpoint.Record.Body);
            Count(checkpoint.Record.Results);
            Array.ForEach([.. checkpoint.Values], value => Count(value.Bytes));
            Array.ForEach([.. checkpoint.Appends], append => Count(append.Bytes));
        }

        return inner.PutAsync(commit!, cancellationToken);
    }

    public ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        foreach (var write in batch?.Writes ?? [])
        {
            Count(write.Payload);
        }

        return inner.PutWritesAsync(batch!, cancellationToken);
    }

    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => inner.DeleteThreadAsync(threadId, cancellationToken);

    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        inner.DeleteRunsAsync(threadId, runIds, cancellationToken);

    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => inner.PruneAsync(options, cancellationToken);

    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) => inner.AcquireAsync(threadId, cancellationToken);

    private void Count(ReadOnlyMemory<byte> bytes)
    {
        for (var rest = bytes.Span; rest.IndexOf(_text) is >= 0 and var place; rest = rest[(place + _text.Length)..])
        {
            Interlocked.Increment(ref _copies);
        }
    }
}
