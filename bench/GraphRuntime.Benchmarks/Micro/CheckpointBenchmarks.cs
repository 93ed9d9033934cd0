using BenchmarkDotNet.Attributes;
using GraphRuntime.Benchmarks.Workloads;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Benchmarks.Micro;

/// <summary>Checkpoints and pauses.</summary>
public class CheckpointBenchmarks
{
    private const int Steps = 1000;

    private readonly RunConfig _config = new() { RecursionLimit = int.MaxValue / 2 };
    private readonly InMemoryCheckpointer _memory = new();
    private CompiledGraph<CounterState> _encoded = null!;
    private CompiledGraph<CounterState> _stored = null!;
    private CompiledGraph<CounterState> _asking = null!;
    private int _threads;

    [GlobalSetup]
    public void Setup()
    {
        _encoded = LoopWorkload.NewGraph("encoded", Steps).Compile(new CompileOptions { Checkpointer = new DiscardingCheckpointer() });
        _stored = LoopWorkload.NewGraph("stored", Steps).Compile(new CompileOptions { Checkpointer = _memory });
        _asking = InterruptResumeWorkload.NewGraph("asking").Compile(new CompileOptions { Checkpointer = _memory });
    }

    /// <summary>A superstep whose checkpoint is encoded and thrown away.</summary>
    [Benchmark(OperationsPerInvoke = Steps)]
    public async Task<int> SuperstepEncoded() => (await _encoded.InvokeAsync(new CounterState.Update { N = 0 }, "t", _config)).State.N;

    [Benchmark(OperationsPerInvoke = Steps)]
    public async Task<int> SuperstepInMemory()
    {
        var thread = "t" + _threads++;
        var result = await _stored.InvokeAsync(new CounterState.Update { N = 0 }, thread, _config);
        await _memory.DeleteThreadAsync(thread, CancellationToken.None);
        return result.State.N;
    }

    [Benchmark]
    public async Task<bool> Interrupt()
    {
        var thread = "i" + _threads++;
        var paused = await _asking.InvokeAsync(new CounterState.Update { N = 1 }, thread, _config);
        await _memory.DeleteThreadAsync(thread, CancellationToken.None);
        return paused.IsPaused;
    }

    [Benchmark]
    public async Task<int> InterruptAndResume()
    {
        var thread = "r" + _threads++;
        await _asking.InvokeAsync(new CounterState.Update { N = 1 }, thread, _config);
        var done = await _asking.InvokeAsync(GraphInput.Answer(42), thread, _config);
        await _memory.DeleteThreadAsync(thread, CancellationToken.None);
        return done.State.N;
    }
}
