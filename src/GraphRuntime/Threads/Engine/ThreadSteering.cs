using GraphRuntime.Execution;
using GraphRuntime.Graphs;

namespace GraphRuntime.Threads;

/// <summary>The inputs that were steered into a run, as the engine gets them.</summary>
internal sealed class ThreadSteering(GraphDefinition graph, IRunInbox inbox) : ISteering
{
    public async ValueTask<IReadOnlyList<SteeredInput>> TakeAsync(bool isAtEnd) => Read(await inbox.TakeAsync(isAtEnd).ConfigureAwait(false), graph);

    public async ValueTask<IReadOnlyList<SteeredInput>> ReadAsync(string path, GraphDefinition subgraph) => Read(await inbox.ReadAsync(path).ConfigureAwait(false), subgraph);

    public void Note(IReadOnlyList<long> numbers) => inbox.Note(numbers);

    private static IReadOnlyList<SteeredInput> Read(IReadOnlyList<StoredRun> runs, GraphDefinition graph) =>
        runs.Count == 0 ? [] : [.. runs.Select(run => new SteeredInput(run.Sequence, InputCodec.Decode(graph, run.ThreadId, run.Input).Update!))];
}
