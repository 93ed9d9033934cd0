using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Simulations;

/// <summary>Reads the state of threads at the end of many schedules with one compiled graph.</summary>
internal sealed class StateReader<TState>
    where TState : class, IGraphState<TState>
{
    private readonly Ends _ends = new();
    private readonly CompiledGraph<TState> _graph;

    public StateReader(string name, Action<StateGraph<TState>> build)
    {
        var graph = StateGraph.Create<TState>(name);
        build(graph);
        _graph = graph.Compile(new CompileOptions { Checkpointer = _ends });
    }

    public TState Read(SimulationOutcome outcome, string threadId)
    {
        _ends.Current = outcome.Checkpointer;
        return _graph.GetStateAsync(threadId).AsTask().GetAwaiter().GetResult().State;
    }

    private sealed class Ends : ICheckpointer
    {
        public ICheckpointer? Current { get; set; }

        public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
            Current!.ReadAsync(address, checkpointId, cancellationToken);

        public IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken) => Current!.ListAsync(query, cancellationToken);

        public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) =>
            Current!.ListNamespacesAsync(threadId, cancellationToken);

        public ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
