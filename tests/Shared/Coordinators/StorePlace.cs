using GraphRuntime.Testing;

namespace GraphRuntime.TestSupport;

/// <summary>Where a test keeps its threads. What it opened is closed with it, the last one first.</summary>
internal abstract class StorePlace : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _opened = new();

    /// <summary>Opens the stores, which are empty.</summary>
    public abstract ValueTask<TestStores> OpenAsync(VirtualTimeProvider time);

    public virtual async ValueTask DisposeAsync()
    {
        while (_opened.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }
    }

    protected T Keep<T>(T opened)
        where T : IAsyncDisposable
    {
        _opened.Push(opened);
        return opened;
    }
}
