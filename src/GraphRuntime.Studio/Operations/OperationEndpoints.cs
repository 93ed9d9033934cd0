using GraphRuntime.Threads;

namespace GraphRuntime.Studio;

/// <summary>Threads by status, queues, workers with their leases, and runs that may be stuck.</summary>
internal static class OperationEndpoints
{
    private const int MostCounted = 1_000;
    private const int MostBusy = 100;

    public static void Map(StudioMap map) => map.Read("api/operations", GetAsync);

    private static async Task GetAsync(StudioRequest request) =>
        await request.AnswerAsync(await ReadAsync(request.Services, request.Aborted).ConfigureAwait(false), StudioJson.Default.OperationsView).ConfigureAwait(false);

    /// <summary>How the runtime is doing now.</summary>
    public static async ValueTask<OperationsView> ReadAsync(StudioServices services, CancellationToken cancellationToken)
    {
        var counts = new ThreadCounts(
            await CountAsync(services, ThreadStatus.Idle, cancellationToken).ConfigureAwait(false),
            await CountAsync(services, ThreadStatus.Busy, cancellationToken).ConfigureAwait(false),
            await CountAsync(services, ThreadStatus.Interrupted, cancellationToken).ConfigureAwait(false),
            await CountAsync(services, ThreadStatus.Error, cancellationToken).ConfigureAwait(false));
        var (busy, stuck) = (new List<BusyThread>(), new List<StuckRun>());
        var threads = await services.Coordinator.SearchThreadsAsync(new ThreadSearchOptions { Status = ThreadStatus.Busy, Limit = MostBusy }, cancellationToken).ConfigureAwait(false);
        foreach (var thread in threads)
        {
            await ReadAsync(services, thread, busy, stuck, cancellationToken).ConfigureAwait(false);
        }

        return new OperationsView(services.Time.GetUtcNow(), Health(services.Coordinator.Health), counts, busy, stuck);
    }

    private static HealthView Health(CoordinatorHealth health) => new(
        health.Owner, health.Started, health.Draining, health.ActiveRuns, health.MaxConcurrentRuns, health.WaitingGraphs, health.LastStoreContact, health.StoreProblem?.ToString());

    private static async ValueTask<CountView> CountAsync(StudioServices services, ThreadStatus status, CancellationToken cancellationToken)
    {
        var found = await services.Coordinator.SearchThreadsAsync(new ThreadSearchOptions { Status = status, Limit = MostCounted + 1 }, cancellationToken).ConfigureAwait(false);
        return new CountView(Math.Min(found.Count, MostCounted), found.Count > MostCounted);
    }

    private static async ValueTask ReadAsync(StudioServices services, ThreadInfo thread, List<BusyThread> busy, List<StuckRun> stuck, CancellationToken cancellationToken)
    {
        var store = services.RunStore;
        if (await store.ReadThreadAsync(thread.ThreadId, cancellationToken).ConfigureAwait(false) is not { Runs.Count: > 0 } snapshot)
        {
            return;
        }

        var active = snapshot.Runs.FirstOrDefault(static run => run.Status == RunStatus.Running);
        var record = active is null ? null : await store.GetRunAsync(thread.ThreadId, active.RunId, cancellationToken).ConfigureAwait(false);
        var running = record is null ? null : RunTimeline.Describe(record);
        busy.Add(new BusyThread(thread.ThreadId, thread.GraphName, running, [.. snapshot.Runs.Where(static run => run.Status == RunStatus.Pending).Select(static run => run.RunId)], record?.Owner, record?.LeaseUntil, snapshot.Epoch));
        stuck.AddRange(snapshot.Runs.Select(run => Judge(services, snapshot, run, record)).OfType<StuckRun>());
    }

    private static StuckRun? Judge(StudioServices services, ThreadSnapshot snapshot, RunInFlight run, StoredRun? running)
    {
        var why = run.Status == RunStatus.Running && running?.LeaseUntil < snapshot.Now ? "Its owner has not renewed the lease. Another process takes it over."
            : run.Attempt > 1 ? $"This is attempt {run.Attempt}: earlier ones lost their owner or were given back."
            : services.Graphs.Find(run.GraphName) is null ? $"This process has no graph '{run.GraphName}'. The run waits for a process that has it."
            : null;
        return why is null ? null : new StuckRun(snapshot.Thread.ThreadId, run.RunId, run.StartedAt ?? run.CreatedAt, why);
    }
}
