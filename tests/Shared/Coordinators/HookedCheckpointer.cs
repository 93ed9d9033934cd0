using GraphRuntime.Checkpointing;

namespace GraphRuntime.TestSupport;

/// <summary>Tells a test of commits, when they stand and before anything follows.</summary>
internal sealed class HookedCheckpointer(ICheckpointer inner) : DelegatingCheckpointer(inner)
{
    private int _calls;

    /// <summary>Whether a call is under way that a run waits for.</summary>
    public bool IsBusy => Volatile.Read(ref _calls) > 0;

    public Func<CancellationToken, Task>? Committed { get; set; }

    /// <summary>Called when somebody who does not own the thread any more wanted to write to it.</summary>
    public Action? Refused { get; set; }

    public override ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken) =>
        CallAsync(async () => await base.ReadAsync(address, checkpointId, knownId, cancellationToken));

    public override async ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        await WriteAsync(() => base.PutAsync(commit, cancellationToken));
        await (Committed?.Invoke(cancellationToken) ?? Task.CompletedTask);
    }

    public override ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken) => WriteAsync(() => base.PutWritesAsync(batch, cancellationToken));

    private async ValueTask WriteAsync(Func<ValueTask> write)
    {
        try
        {
            await CallAsync(async () =>
            {
                await write();
                return true;
            });
        }
        catch (StaleEpochException)
        {
            Refused?.Invoke();
            throw;
        }
    }

    private async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call)
    {
        Interlocked.Increment(ref _calls);
        try
        {
            return await call();
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }
}
