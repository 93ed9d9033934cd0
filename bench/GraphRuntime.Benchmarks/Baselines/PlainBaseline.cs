namespace GraphRuntime.Benchmarks.Baselines;

/// <summary>The work without a runtime and without a store.</summary>
internal sealed class PlainBaseline(Func<Task> run) : Baseline
{
    public override string Name => "by hand, nothing stored";

    public override Task RunAsync() => run();
}
