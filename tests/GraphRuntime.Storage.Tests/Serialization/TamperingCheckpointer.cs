using System.Runtime.CompilerServices;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Storage.Tests.Serialization;

/// <summary>A store whose bytes somebody changed: every piece goes through a function on its way out, and everything that went in is kept.</summary>
internal sealed class TamperingCheckpointer() : DelegatingCheckpointer(new InMemoryCheckpointer())
{
    /// <summary>Changes a piece; the name is that of the channel, or "body", "results" or "write".</summary>
    public Func<string, byte[], byte[]>? Change { get; set; }

    public List<byte[]> Stored { get; } = [];

    public override async ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken)
    {
        var read = await base.ReadAsync(address, checkpointId, knownId, cancellationToken);
        return read.Checkpoint is null ? read : read with { Checkpoint = Distort(read.Checkpoint) };
    }

    public override async IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var checkpoint in base.ListAsync(query, cancellationToken))
        {
            yield return Distort(checkpoint);
        }
    }

    public override ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        foreach (var one in commit.Checkpoints)
        {
            Keep([one.Record.Body, one.Record.Results, one.Record.Metadata, .. one.Values.Select(value => value.Bytes), .. one.Appends.Select(append => append.Bytes)]);
        }

        return base.PutAsync(commit, cancellationToken);
    }

    public override ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        Keep(batch.Writes.Select(write => write.Payload));
        return base.PutWritesAsync(batch, cancellationToken);
    }

    private void Keep(IEnumerable<ReadOnlyMemory<byte>> pieces) => Stored.AddRange(pieces.Select(piece => piece.ToArray()));

    private StoredCheckpoint Distort(StoredCheckpoint one) => one with
    {
        Record = one.Record with { Body = Distort("body", one.Record.Body), Results = Distort("results", one.Record.Results) },
        Channels = [.. one.Channels.Select(channel => channel.Chunks.Count == 0 ? channel : new StoredChannel(channel.Reference, [Distort(channel.Reference.Channel, channel.Chunks.SelectMany(chunk => chunk.ToArray()).ToArray())]))],
        PendingWrites = [.. one.PendingWrites.Select(write => write with { Payload = Distort("write", write.Payload) })],
    };

    private ReadOnlyMemory<byte> Distort(string name, ReadOnlyMemory<byte> bytes) => Change is null || bytes.IsEmpty ? bytes : Change(name, bytes.ToArray());
}
