using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <summary>The runs of a thread that are executed after a run which this process executes. They are read only where they matter: before a run leaves a superstep of another one.</summary>
internal sealed class WaitingRuns(CoordinatorServices services, StoredRun run, bool isUrgent, CancellationToken cancellationToken) : IWaitingRuns
{
    public bool IsUrgent => isUrgent;

    public async ValueTask<IReadOnlyList<WaitingRun>> ReadAsync()
    {
        var thread = await services.Store.ReadThreadAsync(run.ThreadId, cancellationToken).ConfigureAwait(false);
        string[] others = [.. thread?.Runs.Select(static other => other.RunId).Where(id => id != run.RunId) ?? []];
        if (others.Length == 0)
        {
            return [];
        }

        var query = new RunQuery { ThreadId = run.ThreadId, RunIds = others, WithContents = true, Limit = others.Length };
        var stored = (await services.Store.ListRunsAsync(query, cancellationToken).ConfigureAwait(false)).ToDictionary(static one => one.RunId, StringComparer.Ordinal);
        return [.. others.Where(stored.ContainsKey).Select(id => new WaitingRun(id, GoesOn(stored[id])))];
    }

    /// <summary>An input that cannot be read goes on with nothing: its run fails when it is executed.</summary>
    private bool GoesOn(StoredRun stored)
    {
        try
        {
            return services.Graphs(stored.GraphName) is { } graph && graph.Classify(stored.Input) != ThreadInputKind.New;
        }
        catch (GraphRuntimeException)
        {
            return false;
        }
    }
}
