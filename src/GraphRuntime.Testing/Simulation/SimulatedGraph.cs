using System.Text.Json;
using GraphRuntime.Effects;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>A graph as a process executes it: the world knows from when to when.</summary>
internal sealed class SimulatedGraph(IThreadGraph inner, SimulatedProcess process) : IThreadGraph
{
    public string Name => inner.Name;

    public CompiledGraph Compiled => inner.Compiled;

    public JsonSerializerOptions? JsonOptions => inner.JsonOptions;

    public bool HasCompensations => inner.HasCompensations;

    public string DefinitionName => inner.DefinitionName;

    public async ValueTask<ThreadGraphResult> RunAsync(ThreadGraphRun run, CancellationToken cancellationToken)
    {
        using var execution = process.World.Executions.Begin(process, new RunLease(run.ThreadId, run.RunId, run.Epoch));
        return await inner.RunAsync(run, cancellationToken).ConfigureAwait(false);
    }

    public ReadOnlyMemory<byte> EncodeInput(GraphInput? input) => inner.EncodeInput(input);

    public ReadOnlyMemory<byte> EncodeInput(GraphInput? input, string path) => inner.EncodeInput(input, path);

    public ValueTask<SteeredPlace> FindSteeredAsync(StoredRun run, CancellationToken cancellationToken) => inner.FindSteeredAsync(run, cancellationToken);

    public void Check(RunConfig config) => inner.Check(config);

    public ValueTask ApplyInputAsync(ThreadGraphRun run, CancellationToken cancellationToken) => inner.ApplyInputAsync(run, cancellationToken);

    public ValueTask<ThreadPause?> GetPauseAsync(string threadId, CancellationToken cancellationToken) => inner.GetPauseAsync(threadId, cancellationToken);

    public ValueTask<bool> WaitsForOtherRunAsync(string threadId, string runId, CancellationToken cancellationToken) => inner.WaitsForOtherRunAsync(threadId, runId, cancellationToken);

    public ValueTask<StateSnapshot> GetStateAsync(GraphThread thread, bool subgraphs, CancellationToken cancellationToken) =>
        inner.GetStateAsync(thread, subgraphs, cancellationToken);

    public IAsyncEnumerable<StateSnapshot> GetHistoryAsync(GraphThread thread, HistoryQuery query, CancellationToken cancellationToken) =>
        inner.GetHistoryAsync(thread, query, cancellationToken);

    public ValueTask<GraphThread> UpdateStateAsync(GraphThread thread, IReadOnlyList<IReadOnlyList<StateEdit>> supersteps, CancellationToken cancellationToken) =>
        inner.UpdateStateAsync(thread, supersteps, cancellationToken);

    public ThreadInputKind Classify(ReadOnlyMemory<byte> input) => inner.Classify(input);

    public IReadOnlyList<string> AnsweredIds(ReadOnlyMemory<byte> input) => inner.AnsweredIds(input);

    public object? ReadInput(ReadOnlyMemory<byte> input) => inner.ReadInput(input);

    public CompensationJournal OpenJournal(string threadId, long epoch) => inner.OpenJournal(threadId, epoch);

    public ValueTask<bool> IsCommittedAsync(string threadId, CompensationEntry entry, CancellationToken cancellationToken) =>
        inner.IsCommittedAsync(threadId, entry, cancellationToken);

    public ValueTask MakeStoreWritesAsync(RunLease lease, CompensationEntry entry, CancellationToken cancellationToken) =>
        inner.MakeStoreWritesAsync(lease, entry, cancellationToken);

    public ValueTask CompensateAsync(RunLease lease, CompensationEntry entry, CancellationToken cancellationToken) =>
        inner.CompensateAsync(lease, entry, cancellationToken);

    public Compensation ToCompensation(CompensationEntry entry) => inner.ToCompensation(entry);
}
