using System.Collections.Concurrent;
using System.Threading.Channels;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>
/// The clock of one process. Its timers do not run: a node that is to be timed out lets its own time-out pass. Every node with a time-out has one of another length, so
/// that the length names the timers of its attempts.
/// </summary>
internal sealed class PlanClock : TimeProvider
{
    private readonly ConcurrentDictionary<TimeSpan, Channel<Action>> _timers = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        TimersOf(dueTime).Writer.TryWrite(() => callback(state));
        return new StillTimer();
    }

    /// <summary>Lets the time-out of an attempt pass, as soon as the engine waits for it; returns when the attempt is cancelled.</summary>
    public async Task TimeOutAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            // Timers of earlier attempts may be among them, and do nothing.
            await foreach (var fire in TimersOf(timeout).Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    // It is the timer of a later attempt.
                    TimersOf(timeout).Writer.TryWrite(fire);
                    return;
                }

                // The engine goes on on a thread of its own, never inside the node.
                ThreadPool.UnsafeQueueUserWorkItem(static fire => fire(), fire, preferLocal: false);
            }
        }
        catch (OperationCanceledException)
        {
            // The attempt was given up.
        }
    }

    private Channel<Action> TimersOf(TimeSpan dueTime) => _timers.GetOrAdd(dueTime, static _ => Channel.CreateUnbounded<Action>());

    private sealed class StillTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
