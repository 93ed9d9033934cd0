using GraphRuntime.Checkpointing;
using GraphRuntime.Testing;

// A checkpointer of one's own: here one that wraps another and counts what is stored. The kit checks the whole contract, clause by clause.
var checkpointer = new CountingCheckpointer(new InMemoryCheckpointer());
var graph = StateGraph.Create<CounterState>("counter")
    .AddNode("add", state => new CounterState.Update { Value = state.Value + 1 })
    .AddEdge(Graph.Start, "add")
    .Compile(new() { Checkpointer = checkpointer });

await graph.InvokeAsync(new CounterState.Update { Value = 41 }, "t1");
Console.WriteLine($"{checkpointer.Commits} commits stored {checkpointer.Checkpoints} checkpoints");

var broken = 0;
foreach (var clause in CheckpointerConformance.Cases)
{
    try
    {
        await clause.RunAsync(new CountingCheckpointer(new InMemoryCheckpointer()));
    }
    catch (ConformanceFailureException failure)
    {
        broken++;
        Console.WriteLine(failure.Message);
    }
}

Console.WriteLine(broken == 0 ? "every clause of the contract holds" : $"{broken} clauses are broken");
return broken;

internal sealed class CountingCheckpointer(ICheckpointer inner) : ICheckpointer
{
    private int _commits;
    private int _checkpoints;

    public int Commits => _commits;

    public int Checkpoints => _checkpoints;

    public async ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        await inner.PutAsync(commit, cancellationToken);
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _checkpoints, commit.Checkpoints.Count);
    }

    public ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken) => inner.PutWritesAsync(batch, cancellationToken);

    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
        inner.ReadAsync(address, checkpointId, cancellationToken);

    public IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) => inner.ListNamespacesAsync(threadId, cancellationToken);

    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => inner.DeleteThreadAsync(threadId, cancellationToken);

    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        inner.DeleteRunsAsync(threadId, runIds, cancellationToken);

    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => inner.PruneAsync(options, cancellationToken);

    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) => inner.AcquireAsync(threadId, cancellationToken);
}

[GraphState]
public sealed partial record CounterState
{
    public int Value { get; init; }
}
