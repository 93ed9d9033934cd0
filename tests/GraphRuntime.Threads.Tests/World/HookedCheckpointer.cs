using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads.Tests;

/// <summary>Tells a test of commits, when they stand and before anything follows.</summary>
internal sealed class HookedCheckpointer(ICheckpointer inner) : ICheckpointer
{
    public Func<CancellationToken, Task>? Committed { get; set; }

    /// <summary>Called when somebody who does not own the thread any more wanted to write to it.</summary>
    public Action? Refused { get; set; }

    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
        inner.ReadAsync(address, checkpointId, cancellationToken);

    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken) =>
        inner.ReadAsync(address, checkpointId, knownId, cancellationToken);

    public IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) => inner.ListNamespacesAsync(threadId, cancellationToken);

    public async ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        await WriteAsync(inner.PutAsync(commit, cancellationToken));
        await (Committed?.Invoke(cancellationToken) ?? Task.CompletedTask);
    }

    public ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken) => WriteAsync(inner.PutWritesAsync(batch, cancellationToken));

    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => inner.DeleteThreadAsync(threadId, cancellationToken);

    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        inner.DeleteRunsAsync(threadId, runIds, cancellationToken);

    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => inner.PruneAsync(options, cancellationToken);

    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) => inner.AcquireAsync(threadId, cancellationToken);

    private async ValueTask WriteAsync(ValueTask writing)
    {
        try
        {
            await writing;
        }
        catch (StaleEpochException)
        {
            Refused?.Invoke();
            throw;
        }
    }
}
