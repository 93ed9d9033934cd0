using GraphRuntime.Checkpointing;

namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>A workload that runs one graph from an input to its end.</summary>
internal class GraphWorkload<TState>(
    string name, int supersteps, int tasks, StateGraph<TState> graph, Func<StateUpdate<TState>> input, Func<TState, bool> check, Func<Task>? byHand = null)
    : Workload(name, supersteps, tasks)
    where TState : class
{
    private CompiledGraph<TState>? _compiled;

    public override Func<Task>? ByHand => byHand;

    public override bool IsHeavy => Supersteps >= 5000;

    protected CompiledGraph<TState> Compiled => _compiled!;

    public override void Compile(ICheckpointer? checkpointer) => _compiled = graph.Compile(new CompileOptions { Checkpointer = checkpointer });

    public override Task RunAsync(IReadOnlyList<string> threads, BenchOptions options) => RunOneAsync(threads.Count == 0 ? null : threads[0], options);

    protected async Task RunOneAsync(string? thread, BenchOptions options)
    {
        var place = thread is null ? null : new GraphThread(thread);
        var state = options.Streams ? await LastAsync(place, options) : (await Compiled.InvokeAsync(input(), place, options.RunConfig)).State;
        if (state is null || !check(state))
        {
            throw Wrong(Name, state);
        }
    }

    private async Task<TState?> LastAsync(GraphThread? thread, BenchOptions options)
    {
        TState? last = null;
        await foreach (var graphEvent in Compiled.StreamAsync(input(), thread, options.RunConfig))
        {
            last = ((ValuesEvent)graphEvent).StateAs<TState>();
        }

        return last;
    }
}
