using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads.Tests;

/// <summary>Tells a test of commits, when they stand and before anything follows.</summary>
internal sealed class HookedCheckpointer(ICheckpointer inner) : DelegatingCheckpointer(inner)
{
    public Func<CancellationToken, Task>? Committed { get; set; }

    /// <summary>Called when somebody who does not own the thread any more wanted to write to it.</summary>
    public Action? Refused { get; set; }

    public override async ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        await WriteAsync(base.PutAsync(commit, cancellationToken));
        await (Committed?.Invoke(cancellationToken) ?? Task.CompletedTask);
    }

    public override ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken) => WriteAsync(base.PutWritesAsync(batch, cancellationToken));

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
