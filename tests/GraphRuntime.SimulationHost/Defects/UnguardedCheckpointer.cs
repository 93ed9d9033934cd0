using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Simulations;

/// <summary>A checkpointer without one of its guards.</summary>
internal sealed class UnguardedCheckpointer(ICheckpointer inner) : ICheckpointer
{
    private readonly Dictionary<CheckpointAddress, long> _heads = [];

    /// <summary>Whoever knows the thread may write to it.</summary>
    public bool IgnoresEpoch { get; init; }

    /// <summary>Whatever was written last is the head, and nobody asks which head the writer had seen.</summary>
    public bool IgnoresHead { get; init; }

    /// <summary>Nobody learns that an effect was about to happen, or that it did.</summary>
    public bool ForgetsEffects { get; init; }

    public async ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        var now = await inner.ReadAsync(commit.Address, null, cancellationToken);
        if (IgnoresHead && commit.Epoch == now.Epoch && commit.Checkpoints[^1].Record.Id < now.Head)
        {
            _heads[commit.Address] = commit.Checkpoints[^1].Record.Id;
            return;
        }

        await inner.PutAsync(commit with { Epoch = IgnoresEpoch ? now.Epoch : commit.Epoch, ExpectedHead = IgnoresHead ? now.Head : commit.ExpectedHead }, cancellationToken);
        _heads.Remove(commit.Address);
    }

    public async ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        var now = await inner.ReadAsync(batch.Address, null, cancellationToken);
        var writes = ForgetsEffects ? [.. batch.Writes.Where(static write => write.Kind != PendingWriteKind.Effect)] : batch.Writes;
        await inner.PutWritesAsync(batch with { Epoch = IgnoresEpoch ? now.Epoch : batch.Epoch, Writes = writes }, cancellationToken);
    }

    public async ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken)
    {
        if (checkpointId is null && _heads.TryGetValue(address, out var head))
        {
            var read = await inner.ReadAsync(address, head, cancellationToken);
            return read.Checkpoint is null ? await inner.ReadAsync(address, null, cancellationToken) : read with { Head = head };
        }

        return await inner.ReadAsync(address, checkpointId, cancellationToken);
    }

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
