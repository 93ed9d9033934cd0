using System.Runtime.CompilerServices;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <content>Runs are read, listed, waited for and streamed.</content>
public sealed partial class ThreadRunCoordinator
{
    private const int EventPage = 256;

    /// <summary>Reads a run.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The run as it is now.</returns>
    /// <exception cref="RunNotFoundException">The thread has no such run; perhaps it was rolled back.</exception>
    public async ValueTask<RunInfo> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken = default) =>
        await InfoAsync(await FindAsync(threadId, runId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Lists runs of a thread, without their outputs.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="options">Which ones; <see langword="null"/> for the newest 100.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One page.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    public async ValueTask<IReadOnlyList<RunInfo>> ListRunsAsync(string threadId, RunListOptions? options = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        options ??= RunListOptions.Default;
        RunOptionsCheck.Defined(options.Status ?? default, nameof(options));
        CheckPage(options.Offset, options.Limit);
        var query = new RunQuery
        {
            ThreadId = threadId,
            Status = options.Status,
            Metadata = ScalarJson.ToFilter(options.Metadata),
            NewestFirst = options.NewestFirst,
            Offset = options.Offset,
            Limit = options.Limit,
        };
        var runs = await Store.ListRunsAsync(query, cancellationToken).ConfigureAwait(false);
        if (runs.Count == 0)
        {
            await ReadAsync(threadId, cancellationToken).ConfigureAwait(false);
        }

        return [.. runs.Select(Info)];
    }

    /// <summary>Waits until a run has ended, however it ends.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Cancels the wait, not the run.</param>
    /// <returns>The run as it ended.</returns>
    /// <exception cref="RunNotFoundException">The thread has no such run, or it was rolled back or deleted while waiting.</exception>
    public async ValueTask<RunInfo> JoinAsync(string threadId, string runId, CancellationToken cancellationToken = default)
    {
        Identifiers.Check(threadId);
        using var watch = _hub.Observe(threadId);
        while (true)
        {
            var run = await FindAsync(threadId, runId, cancellationToken).ConfigureAwait(false);
            if (run.FinishedAt is not null)
            {
                return await InfoAsync(run, cancellationToken).ConfigureAwait(false);
            }

            WarnIfNotStarted();
            await watch.WaitAsync(_services.Options.PollInterval, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Waits for the result of a run.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Cancels the wait, not the run.</param>
    /// <returns>The run, which succeeded, or waits at a breakpoint or for an answer.</returns>
    /// <exception cref="RunFailedException">It ended in any other way.</exception>
    /// <exception cref="RunNotFoundException">The thread has no such run, or it was rolled back or deleted while waiting.</exception>
    public async ValueTask<RunInfo> WaitAsync(string threadId, string runId, CancellationToken cancellationToken = default)
    {
        var run = await JoinAsync(threadId, runId, cancellationToken).ConfigureAwait(false);
        return run.Status == RunStatus.Success || run.Reason is RunStatusReason.Paused or RunStatusReason.AwaitingAnswer or RunStatusReason.NodePaused
            ? run
            : throw new RunFailedException(run);
    }

    /// <summary>Reads the stream of a run from any place in it, also when the run has ended, until its end. Every reader gets every event.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    /// <param name="after">The sequence of the last event that is known; 0 for the start.</param>
    /// <param name="cancellationToken">Ends the reading, not the run.</param>
    /// <returns>The events in order.</returns>
    /// <exception cref="RunNotFoundException">The thread has no such run, or it was rolled back or deleted while reading.</exception>
    public async IAsyncEnumerable<RunEvent> StreamAsync(
        string threadId, string runId, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Identifiers.Check(threadId);
        Identifiers.Check(runId);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        using var watch = _hub.Observe(threadId);
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var page = await Store.ReadEventsAsync(threadId, runId, after, EventPage, cancellationToken).ConfigureAwait(false)
                ?? throw new RunNotFoundException(threadId, runId);
            foreach (var part in page.Events)
            {
                after = part.Sequence;
                yield return part;
            }

            if (after < page.LastEvent)
            {
                continue;
            }

            if (page.Status is not (RunStatus.Pending or RunStatus.Running))
            {
                yield break;
            }

            WarnIfNotStarted();
            await watch.WaitAsync(_services.Options.PollInterval, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The runs of a thread in flight: how many wait, and who is next.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The queue.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    public async ValueTask<ThreadQueue> GetQueueAsync(string threadId, CancellationToken cancellationToken = default)
    {
        var snapshot = await ReadAsync(threadId, cancellationToken).ConfigureAwait(false);
        return new ThreadQueue
        {
            ThreadId = threadId,
            RunningRunId = snapshot.Runs.FirstOrDefault(run => run.Status == RunStatus.Running)?.RunId,
            PendingRunIds = [.. snapshot.Runs.Where(run => run.Status == RunStatus.Pending).Select(run => run.RunId)],
        };
    }

    private ValueTask<RunInfo> InfoAsync(StoredRun run, CancellationToken cancellationToken) => RunInfoReader.ReadAsync(_services, run, cancellationToken);

    private RunInfo Info(StoredRun run) => RunInfo.From(run, _services.Graphs(run.GraphName)?.JsonOptions);

    private static void CheckPage(int offset, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
    }

    private async ValueTask<StoredRun> FindAsync(string threadId, string runId, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        Identifiers.Check(runId);
        return await Store.GetRunAsync(threadId, runId, cancellationToken).ConfigureAwait(false) ?? throw new RunNotFoundException(threadId, runId);
    }
}
