using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Storage.Tests;

/// <summary>Keeps what is stored in memory, and every call that stored it as one line of JSON with the bytes as they were given.</summary>
internal sealed class RecordingCheckpointer() : DelegatingCheckpointer(new InMemoryCheckpointer())
{
    public List<string> Lines { get; } = [];

    public override ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        Lines.Add(JsonSerializer.Serialize(new StoredCall(commit, null)));
        return base.PutAsync(commit, cancellationToken);
    }

    public override ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        Lines.Add(JsonSerializer.Serialize(new StoredCall(null, batch)));
        return base.PutWritesAsync(batch, cancellationToken);
    }
}
