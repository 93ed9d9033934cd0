using GraphRuntime.Threads;

namespace GraphRuntime;

/// <content>Runs are explained.</content>
public sealed partial class ThreadRunCoordinator
{
    /// <summary>
    /// Says why a run is where it is: by which rule and on what it was admitted, what it waited for and how long, what displaced it, and what a rollback removed. A refused
    /// message leaves nothing in the store; its exception says why.
    /// </summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run, also one that was rolled back or deleted, until what is known about it is pruned.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The explanation, made of what was stored when it happened; <see cref="RunExplanation.ToString"/> is one sentence.</returns>
    /// <exception cref="RunNotFoundException">Nothing is stored about such a run.</exception>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    public async ValueTask<RunExplanation> ExplainAsync(string threadId, string runId, CancellationToken cancellationToken = default)
    {
        var found = await ExplainRunsAsync(threadId, [runId], cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? found[0] : throw new RunNotFoundException(threadId, runId);
    }

    /// <summary>Explains several runs of a thread, such as a page of a list. The number of reads does not depend on the number of runs.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runIds">The runs.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One explanation for each run of which something is stored, in the order of the ids.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    public async ValueTask<IReadOnlyList<RunExplanation>> ExplainRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        ArgumentNullException.ThrowIfNull(runIds);
        foreach (var runId in runIds)
        {
            Identifiers.Check(runId);
        }

        var builders = await new ExplanationReader(Store, threadId).ReadAsync(runIds, cancellationToken).ConfigureAwait(false);
        var runs = await RecordsAsync(threadId, builders.Keys, cancellationToken).ConfigureAwait(false);
        var removed = await RemovedAsync(threadId, [.. builders.Keys.Where(id => !runs.ContainsKey(id))], cancellationToken).ConfigureAwait(false);
        return
        [
            .. builders.Where(one => one.Value.HasFacts || runs.ContainsKey(one.Key) || removed.ContainsKey(one.Key))
                .Select(one => one.Value.Build(runs.GetValueOrDefault(one.Key), removed.GetValueOrDefault(one.Key))),
        ];
    }

    /// <summary>The records of the runs that are still there; of several runs without their contents, as in a list.</summary>
    private async ValueTask<Dictionary<string, RunInfo>> RecordsAsync(string threadId, IEnumerable<string> runIds, CancellationToken cancellationToken)
    {
        string[] ids = [.. runIds];
        var query = new RunQuery { ThreadId = threadId, RunIds = ids, WithContents = ids.Length == 1, Limit = Math.Max(1, ids.Length) };
        var runs = await Store.ListRunsAsync(query, cancellationToken).ConfigureAwait(false);
        return runs.ToDictionary(static run => run.RunId, Info, StringComparer.Ordinal);
    }
}
