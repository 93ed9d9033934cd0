using System.Collections.Concurrent;

namespace GraphRuntime.Threads;

/// <content>What follows the end of a run.</content>
public sealed partial class InMemoryRunStore
{
    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(1);

    /// <summary>The runs whose end somebody has to be told of, ended or not. Guarded by the locks of their threads.</summary>
    private readonly ConcurrentDictionary<(string ThreadId, string RunId), byte> _tell = new();

    /// <inheritdoc/>
    public ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () =>
        {
            var ready = false;
            var done = Read(lease.ThreadId, thread =>
            {
                if (thread?.Ledger(Now) is not { } ledger || !ledger.Acknowledge(lease))
                {
                    return false;
                }

                ready = Apply(thread, ledger);
                return true;
            });
            Publish(lease.ThreadId, changed: false, ready);
            return done;
        });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Answer<IReadOnlyList<EndedRun>>(cancellationToken, () =>
        {
            var now = Now;
            var ended = new List<(DateTimeOffset At, string ThreadId, string RunId)>();
            foreach (var (threadId, runId) in _tell.Keys)
            {
                if (Read(threadId, thread => TellAt(thread?.Run(runId))) is not { } at)
                {
                    _tell.TryRemove((threadId, runId), out _);
                }
                else if (at <= now)
                {
                    ended.Add((at, threadId, runId));
                }
            }

            return [.. ended.Order().Take(limit).Select(one => Read(one.ThreadId, thread => Take(thread?.Run(one.RunId), patience, now))).OfType<EndedRun>()];
        });
    }

    /// <inheritdoc/>
    public ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () => Read(threadId, thread =>
        {
            if (thread?.Run(runId) is not { TellAt: not null } run)
            {
                return false;
            }

            run.TellAt = null;
            return true;
        }));

    /// <summary>When the end of a run is told next: never, if nobody has to be told, and some day for one that has not ended.</summary>
    private static DateTimeOffset? TellAt(InMemory.MemoryRun? run) => run?.TellAt is null ? null : run.Stored.FinishedAt is null ? DateTimeOffset.MaxValue : run.TellAt;

    private static EndedRun? Take(InMemory.MemoryRun? run, TimeSpan patience, DateTimeOffset now)
    {
        if (run is not { TellAt: { } at, Stored.FinishedAt: not null } || at > now)
        {
            return null;
        }

        var wait = patience * Math.Pow(2, Math.Min(run.Told, 30));
        run.TellAt = RunTransitions.After(now, wait < LongestPatience ? wait : LongestPatience);
        return new EndedRun(run.Stored, ++run.Told);
    }
}
