using GraphRuntime.Benchmarks.Measuring;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Benchmarks.Stores;

/// <summary>Where a case keeps its checkpoints.</summary>
internal class BenchStore : IAsyncDisposable
{
    public virtual ICheckpointer? Checkpointer => null;

    public virtual bool IsOnDisk => false;

    public static async Task<BenchStore> OpenAsync(string name) => name switch
    {
        "none" => new BenchStore(),
        "memory" => new MemoryStore(),
        "sqlite" => new SqliteStore(full: false),
        "sqlite_default" => new SqliteStore(full: true),
        "postgres" => await PostgresStore.StartAsync(),
        _ => throw new ArgumentException($"Unknown store '{name}'.\n{BenchOptions.Usage}"),
    };

    /// <summary>Says how much is stored for the threads of one iteration.</summary>
    public virtual Task DescribeAsync(CaseLine line, IReadOnlyList<string> threads) => Task.CompletedTask;

    /// <summary>What the files of the store take, once everything under way is in its place.</summary>
    public virtual Task<double> BytesOnDiskAsync() => throw new ArgumentException("This store has nothing on disk. Use --store sqlite or postgres.");

    /// <summary>Makes a coordinator use a store of this kind, with a database of its own.</summary>
    public virtual void Register(GraphRuntimeBuilder builder)
    {
    }

    /// <summary>How many transactions the database has committed so far, where it can tell.</summary>
    public virtual Task<double?> CountCommitsAsync() => Task.FromResult<double?>(null);

    /// <summary>Takes the bytes of all logs out of their table, and does nothing with them.</summary>
    public virtual Task ReadLogsByHandAsync() => Task.CompletedTask;

    public async Task ClearAsync(IReadOnlyList<string> threads)
    {
        foreach (var thread in threads)
        {
            await Checkpointer!.DeleteThreadAsync(thread, CancellationToken.None);
        }
    }

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
