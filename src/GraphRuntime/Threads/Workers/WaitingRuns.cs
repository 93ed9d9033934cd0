using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <summary>The runs of a thread that are executed after a run which this process executes. They are read only where they matter: before a run leaves a superstep of another one.</summary>
internal sealed class WaitingRuns(CoordinatorServices services, StoredRun run, bool isUrgent, CancellationToken cancellationToken) : IWaitingRuns
{
    public bool IsUrgent => isUrgent;

    public async ValueTask<IReadOnlyList<WaitingRun>> ReadAsync()
    {
        var waiting = new List<WaitingRun>();
        var thread = await services.Store.ReadThreadAsync(run.ThreadId, cancellationToken).ConfigureAwait(false);
        foreach (var other in thread?.Runs.Where(other => other.RunId != run.RunId) ?? [])
        {
            if (await services.Store.GetRunAsync(run.ThreadId, other.RunId, cancellationToken).ConfigureAwait(false) is { } stored)
            {
                waiting.Add(new WaitingRun(stored.RunId, GoesOn(stored)));
            }
        }

        return waiting;
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
