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
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        Identifiers.Check(runId);
        var builder = new ExplanationBuilder(threadId, runId);
        for (long after = 0; ;)
        {
            var page = await Store.ReadThreadEventsAsync(threadId, after, EventPage, cancellationToken).ConfigureAwait(false) ?? throw new ThreadNotFoundException(threadId);
            foreach (var stored in page.Events)
            {
                builder.Add(stored);
            }

            if (page.Events.Count < EventPage)
            {
                break;
            }

            after = page.Events[^1].Number;
        }

        var run = await Store.GetRunAsync(threadId, runId, cancellationToken).ConfigureAwait(false);
        var own = run?.RunId == runId ? run : null;
        var removed = own is null ? await RemovedAsync(threadId, runId, cancellationToken).ConfigureAwait(false) : null;
        return own is not null || removed is not null || builder.HasFacts
            ? builder.Build(own is null ? null : Info(own), removed)
            : throw new RunNotFoundException(threadId, runId);
    }
}
