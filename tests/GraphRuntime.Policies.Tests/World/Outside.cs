using System.Collections.Concurrent;

namespace GraphRuntime.Policies.Tests;

/// <summary>A world that remembers what was done to it.</summary>
internal sealed class Outside
{
    private readonly TaskCompletionSource _undone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _failures;

    /// <summary>Completes when something was undone.</summary>
    public Task Undone => _undone.Task;

    /// <summary>Everything that was done, in order.</summary>
    public ConcurrentQueue<string> Done { get; } = new();

    public int Count(string what) => Done.Count(done => done == what);

    /// <summary>Charges minus refunds.</summary>
    public int Balance(string what) => Count(what) - Count($"undo {what}");

    public ValueTask<string> DoAsync(string what)
    {
        Done.Enqueue(what);
        return new($"receipt of {what}");
    }

    public void FailRefunds(int times) => _failures = times;

    public ValueTask RefundAsync(Compensation compensation, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            throw new IOException("the bank is closed");
        }

        // Undoing twice, or what did not happen, is no harm: that is what an application has to see to.
        var undo = $"undo {compensation.Key}";
        if (Done.Contains(compensation.Key) && !Done.Contains(undo))
        {
            Done.Enqueue(undo);
            _undone.TrySetResult();
        }

        return ValueTask.CompletedTask;
    }
}
