namespace GraphRuntime.Testing.Xunit;

/// <summary>Runs the whole contract against one store: derive, and say how to open an instance.</summary>
public abstract class StoreConformanceTests : IAsyncLifetime
{
    private readonly List<object> _opened = [];

    public static TheoryData<string> Cases { get; } = [.. StoreConformance.Cases.Select(one => one.Name)];

    protected VirtualTimeProvider Time { get; } = new();

    /// <summary>Opens an instance. It is called twice, for two instances over the same data; disposable ones are disposed after the test.</summary>
    protected abstract ValueTask<StoreSubject> OpenAsync();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Contract(string clause) => await StoreConformance.Case(clause).RunAsync(await OpenAndKeepAsync(), await OpenAndKeepAsync());

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var one in _opened.Distinct())
        {
            switch (one)
            {
                case IAsyncDisposable disposable: await disposable.DisposeAsync(); break;
                case IDisposable disposable: disposable.Dispose(); break;
            }
        }
    }

    private async Task<StoreSubject> OpenAndKeepAsync()
    {
        var subject = await OpenAsync();
        _opened.AddRange([subject.Store, subject.Checkpointer]);
        return subject;
    }
}
