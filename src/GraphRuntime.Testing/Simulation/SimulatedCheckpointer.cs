using System.Runtime.CompilerServices;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing;

/// <summary>The checkpointer as a process reaches it.</summary>
internal sealed class SimulatedCheckpointer(SimulatedProcess process, SimulatedCalls calls) : ICheckpointer
{
    private ICheckpointer Inner => process.World.WrappedCheckpointer;

    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.ReadAsync(address, checkpointId, cancellationToken));

    public async IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var checkpoint in Inner.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            yield return await calls.CallAsync(() => ValueTask.FromResult(checkpoint)).ConfigureAwait(false);
        }
    }

    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.ListNamespacesAsync(threadId, cancellationToken));

    public async ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        await DoAsync(() => Inner.PutAsync(commit, cancellationToken)).ConfigureAwait(false);
        calls.RepeatSometimes(() => Inner.PutAsync(commit, CancellationToken.None));
    }

    public async ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        await DoAsync(() => Inner.PutWritesAsync(batch, cancellationToken)).ConfigureAwait(false);
        calls.RepeatSometimes(() => Inner.PutWritesAsync(batch, CancellationToken.None));
    }

    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => DoAsync(() => Inner.DeleteThreadAsync(threadId, cancellationToken));

    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        DoAsync(() => Inner.DeleteRunsAsync(threadId, runIds, cancellationToken));

    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        DoAsync(() => Inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken));

    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => calls.CallAsync(() => Inner.PruneAsync(options, cancellationToken));

    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) => calls.CallAsync(() => Inner.AcquireAsync(threadId, cancellationToken));

    private async ValueTask DoAsync(Func<ValueTask> call) => await calls.CallAsync(async () =>
    {
        await call().ConfigureAwait(false);
        return true;
    }).ConfigureAwait(false);
}
