using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace GraphRuntime.Benchmarks.Micro;

/// <summary>Runs the small benchmarks. They stay in this process, so that the repository's build settings do not reach generated projects.</summary>
internal static class MicroBenchmarks
{
    public static void Run(string[] args)
    {
        var config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithIterationCount(8).WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithOption(ConfigOptions.JoinSummary, true);
        BenchmarkSwitcher.FromTypes([typeof(EngineBenchmarks), typeof(CheckpointBenchmarks)]).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
    }
}
