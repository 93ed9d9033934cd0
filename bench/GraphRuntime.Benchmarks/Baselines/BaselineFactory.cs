using GraphRuntime.Benchmarks.Stores;
using GraphRuntime.Benchmarks.Workloads;

namespace GraphRuntime.Benchmarks.Baselines;

/// <summary>Finds what a case is compared with: the same rows written by hand where something is stored on disk, else the plain work.</summary>
internal static class BaselineFactory
{
    public static async Task<Baseline?> CreateAsync(Workload workload, BenchStore store, BenchOptions options)
    {
        if (store is SqliteStore sqlite && workload.Threads is 1 or 64)
        {
            return new SqliteByHand(await RecordAsync(workload, store, options), sqlite);
        }

        if (store is PostgresStore postgres && workload.Threads <= 64)
        {
            return await PostgresByHand.CreateAsync(await RecordAsync(workload, store, options), postgres);
        }

        return store.Checkpointer is null && workload.ByHand is { } byHand ? new PlainBaseline(byHand) : null;
    }

    /// <summary>Runs one iteration and notes its commits.</summary>
    private static async Task<IReadOnlyList<RecordedCommit>> RecordAsync(Workload workload, BenchStore store, BenchOptions options)
    {
        var recorder = new RecordingCheckpointer(store.Checkpointer!);
        workload.Compile(recorder);
        string[] threads = [.. Enumerable.Range(0, workload.Threads).Select(static i => $"recorded{i}")];
        await workload.RunAsync(threads, options);
        await store.ClearAsync(threads);
        workload.Compile(store.Checkpointer);
        return recorder.Commits;
    }
}
