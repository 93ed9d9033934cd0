namespace GraphRuntime.Benchmarks.Baselines;

/// <summary>The same work written by hand.</summary>
internal abstract class Baseline : IDisposable
{
    public abstract string Name { get; }

    public abstract Task RunAsync();

    public virtual Task ClearAsync() => Task.CompletedTask;

    public virtual void Dispose()
    {
    }
}
