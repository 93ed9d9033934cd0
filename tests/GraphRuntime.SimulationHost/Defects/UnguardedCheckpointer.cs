using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Simulations;

/// <summary>A checkpointer without one of its guards.</summary>
internal sealed class UnguardedCheckpointer(ICheckpointer inner) : DelegatingCheckpointer(inner)
{
    private readonly Dictionary<CheckpointAddress, long> _heads = [];

    /// <summary>Whoever knows the thread may write to it.</summary>
    public bool IgnoresEpoch { get; init; }

    /// <summary>Whatever was written last is the head, and nobody asks which head the writer had seen.</summary>
    public bool IgnoresHead { get; init; }

    /// <summary>Nobody learns that an effect was about to happen, or that it did.</summary>
    public bool ForgetsEffects { get; init; }

    public override async ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        var now = await base.ReadAsync(commit.Address, null, 0, cancellationToken);
        if (IgnoresHead && commit.Epoch == now.Epoch && commit.Checkpoints[^1].Record.Id < now.Head)
        {
            _heads[commit.Address] = commit.Checkpoints[^1].Record.Id;
            return;
        }

        await base.PutAsync(commit with { Epoch = IgnoresEpoch ? now.Epoch : commit.Epoch, ExpectedHead = IgnoresHead ? now.Head : commit.ExpectedHead }, cancellationToken);
        _heads.Remove(commit.Address);
    }

    public override async ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        var now = await base.ReadAsync(batch.Address, null, 0, cancellationToken);
        var writes = ForgetsEffects ? [.. batch.Writes.Where(static write => write.Kind != PendingWriteKind.Effect)] : batch.Writes;
        await base.PutWritesAsync(batch with { Epoch = IgnoresEpoch ? now.Epoch : batch.Epoch, Writes = writes }, cancellationToken);
    }

    public override async ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken)
    {
        if (checkpointId is null && _heads.TryGetValue(address, out var head))
        {
            var read = await base.ReadAsync(address, head, 0, cancellationToken);
            return read.Checkpoint is null ? await base.ReadAsync(address, null, 0, cancellationToken) : read with { Head = head };
        }

        return await base.ReadAsync(address, checkpointId, 0, cancellationToken);
    }
}
