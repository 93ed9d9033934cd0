namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>Many runs at once, each ten supersteps on a thread of its own.</summary>
internal sealed class ConcurrentWorkload(string name, int runs)
    : GraphWorkload<CounterState>(name, runs * Steps, runs * Steps, LoopWorkload.NewGraph(name, Steps), static () => new CounterState.Update { N = 0 }, static s => s.N == Steps)
{
    private const int Steps = 10;

    public override int Threads => runs;

    public override Task RunAsync(IReadOnlyList<string> threads, BenchOptions options)
    {
        var tasks = new Task[runs];
        for (var i = 0; i < runs; i++)
        {
            var thread = threads.Count == 0 ? null : threads[i];
            tasks[i] = Task.Run(() => RunOneAsync(thread, options));
        }

        return Task.WhenAll(tasks);
    }
}
