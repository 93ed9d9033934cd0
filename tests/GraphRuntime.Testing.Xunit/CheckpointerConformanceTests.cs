using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Xunit;

/// <summary>Runs the whole contract against one checkpointer: derive, and say how to open an instance.</summary>
public abstract class CheckpointerConformanceTests : IAsyncLifetime
{
    private readonly List<ICheckpointer> _opened = [];

    public static TheoryData<string> Cases { get; } = [.. CheckpointerConformance.Cases.Select(one => one.Name)];

    /// <summary>Opens an instance. It is called twice, for two instances over the same data; disposable ones are disposed after the test.</summary>
    protected abstract ValueTask<ICheckpointer> OpenAsync();

    /// <summary>How many random sequences are compared with the model.</summary>
    protected virtual int Sequences => 25;

    /// <summary>How many operations each has.</summary>
    protected virtual int Operations => 40;

    /// <summary>How many random graphs are run on the checkpointer.</summary>
    protected virtual int Graphs => 20;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task BP_17_contract(string clause) =>
        await CheckpointerConformance.Case(clause).RunAsync(await OpenAndKeepAsync(), await OpenAndKeepAsync());

    [Fact]
    public async Task Random_sequences_of_operations_give_what_the_model_gives()
    {
        var checkpointer = await OpenAndKeepAsync();
        await RandomSequences.CheckAsync(checkpointer, Sequences, Operations);
    }

    [Fact]
    public async Task Random_graphs_keep_the_laws()
    {
        var checkpointer = await OpenAndKeepAsync();
        for (var seed = 1; seed <= Graphs; seed++)
        {
            await RandomGraphLaws.CheckAsync(checkpointer, seed);
        }
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var checkpointer in _opened.Distinct())
        {
            switch (checkpointer)
            {
                case IAsyncDisposable disposable: await disposable.DisposeAsync(); break;
                case IDisposable disposable: disposable.Dispose(); break;
            }
        }
    }

    private async Task<ICheckpointer> OpenAndKeepAsync()
    {
        var checkpointer = await OpenAsync();
        _opened.Add(checkpointer);
        return checkpointer;
    }
}
