namespace GraphRuntime.Testing.Xunit;

/// <summary>Runs the whole contract against one run store: derive, and say how to open an instance over an empty store.</summary>
public abstract class RunStoreConformanceTests : IAsyncLifetime
{
    private readonly List<object> _opened = [];

    public static TheoryData<string> Cases { get; } = [.. RunStoreConformance.Cases.Select(one => one.Name)];

    protected VirtualTimeProvider Time { get; } = new();

    /// <summary>Opens an instance. It is called twice, for two instances over the same data; disposable parts are disposed after the test.</summary>
    protected abstract ValueTask<RunStoreSubject> OpenAsync();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Contract(string clause) =>
        await RunStoreConformance.Case(clause).RunAsync(await OpenAndKeepAsync(), await OpenAndKeepAsync());

    [Fact]
    public async Task Random_calls_have_the_answers_of_the_model() => await RandomRunCalls.CheckAsync(await OpenAndKeepAsync());

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var opened in _opened.Distinct())
        {
            switch (opened)
            {
                case IAsyncDisposable disposable: await disposable.DisposeAsync(); break;
                case IDisposable disposable: disposable.Dispose(); break;
            }
        }
    }

    private async Task<RunStoreSubject> OpenAndKeepAsync()
    {
        var subject = await OpenAsync();
        _opened.Add(subject.Store);
        _opened.Add(subject.Checkpointer);
        return subject;
    }
}
