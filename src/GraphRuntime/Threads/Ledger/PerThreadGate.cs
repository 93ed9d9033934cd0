namespace GraphRuntime.Threads.Ledger;

/// <summary>
/// Lets the changes that this process makes to one thread go one after the other, so that they do not outdate each other's look at it, and a crowd of
/// them takes one connection. It is a courtesy: whoever waits too long goes ahead, and what is right is decided in the database alone.
/// </summary>
internal sealed class PerThreadGate(TimeProvider time)
{
    // Long enough for a thousand to go one after the other: whoever goes ahead makes everybody's look outdated.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, Queue<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn; it ends when the result is disposed.</summary>
    public async ValueTask<Turn> EnterAsync(string threadId, CancellationToken cancellationToken)
    {
        var mine = Enter(threadId);
        if (mine is null)
        {
            return new Turn(this, threadId);
        }

        try
        {
            await mine.Task.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
            return new Turn(this, threadId);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            if (!mine.TrySetCanceled(CancellationToken.None))
            {
                // The turn came at the same moment: it is handed on.
                Leave(threadId);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return default;
        }
    }

    private TaskCompletionSource? Enter(string threadId)
    {
        lock (_waiting)
        {
            if (_waiting.TryAdd(threadId, new Queue<TaskCompletionSource>()))
            {
                return null;
            }

            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[threadId].Enqueue(mine);
            return mine;
        }
    }

    private void Leave(string threadId)
    {
        lock (_waiting)
        {
            while (_waiting[threadId].TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _waiting.Remove(threadId);
        }
    }

    /// <summary>A turn, or none.</summary>
    internal readonly record struct Turn(PerThreadGate? Turns, string ThreadId) : IDisposable
    {
        public void Dispose() => Turns?.Leave(ThreadId);
    }
}
