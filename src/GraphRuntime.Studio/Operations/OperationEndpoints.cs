using GraphRuntime.Threads;

namespace GraphRuntime.Studio;

/// <summary>Threads by status, queues, workers with their leases, and runs that may be stuck.</summary>
internal static class OperationEndpoints
{
    private const int MostCounted = 1_000;
    private const int MostBusy = 100;

    public static void Map(StudioMap map) => map.Read("api/operations", GetAsync);

    private static async Task GetAsync(StudioRequest request)
    {
        var counts = new ThreadCounts(
            await CountAsync(request, ThreadStatus.Idle).ConfigureAwait(false),
            await CountAsync(request, ThreadStatus.Busy).ConfigureAwait(false),
            await CountAsync(request, ThreadStatus.Interrupted).ConfigureAwait(false),
            await CountAsync(request, ThreadStatus.Error).ConfigureAwait(false));
        var (busy, stuck) = (new List<BusyThread>(), new List<StuckRun>());
        var threads = await request.Coordinator.SearchThreadsAsync(new ThreadSearchOptions { Status = ThreadStatus.Busy, Limit = MostBusy }, request.Aborted).ConfigureAwait(false);
        foreach (var thread in threads)
        {
            await ReadAsync(request, thread, busy, stuck).ConfigureAwait(false);
        }

        var view = new OperationsView(request.Services.Time.GetUtcNow(), Health(request.Coordinator.Health), counts, busy, stuck);
        await request.AnswerAsync(view, StudioJson.Default.OperationsView).ConfigureAwait(false);
    }

    private static HealthView Health(CoordinatorHealth health) => new(
        health.Owner, health.Started, health.Draining, health.ActiveRuns, health.MaxConcurrentRuns, health.WaitingGraphs, health.LastStoreContact, health.StoreProblem?.ToString());

    private static async ValueTask<CountView> CountAsync(StudioRequest request, ThreadStatus status)
    {
        var found = await request.Coordinator.SearchThreadsAsync(new ThreadSearchOptions { Status = status, Limit = MostCounted + 1 }, request.Aborted).ConfigureAwait(false);
        return new CountView(Math.Min(found.Count, MostCounted), found.Count > MostCounted);
    }

    private static async ValueTask ReadAsync(StudioRequest request, ThreadInfo thread, List<BusyThread> busy, List<StuckRun> stuck)
    {
        var store = request.Services.RunStore;
        if (await store.ReadThreadAsync(thread.ThreadId, request.Aborted).ConfigureAwait(false) is not { Runs.Count: > 0 } snapshot)
        {
            return;
        }

        var active = snapshot.Runs.FirstOrDefault(static run => run.Status == RunStatus.Running);
        var record = active is null ? null : await store.GetRunAsync(thread.ThreadId, active.RunId, request.Aborted).ConfigureAwait(false);
        var running = record is null ? null : RunTimeline.Describe(record);
        busy.Add(new BusyThread(thread.ThreadId, thread.GraphName, running, [.. snapshot.Runs.Where(static run => run.Status == RunStatus.Pending).Select(static run => run.RunId)], record?.Owner, record?.LeaseUntil, snapshot.Epoch));
        stuck.AddRange(snapshot.Runs.Select(run => Judge(request, snapshot, run, record)).OfType<StuckRun>());
    }

    private static StuckRun? Judge(StudioRequest request, ThreadSnapshot snapshot, RunInFlight run, StoredRun? running)
    {
        var why = run.Status == RunStatus.Running && running?.LeaseUntil < snapshot.Now ? "Its owner has not renewed the lease. Another process takes it over."
            : run.Attempt > 1 ? $"This is attempt {run.Attempt}: earlier ones lost their owner or were given back."
            : request.Services.Graphs.Find(run.GraphName) is null ? $"This process has no graph '{run.GraphName}'. The run waits for a process that has it."
            : null;
        return why is null ? null : new StuckRun(snapshot.Thread.ThreadId, run.RunId, run.StartedAt ?? run.CreatedAt, why);
    }
}
