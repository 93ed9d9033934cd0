using GraphRuntime.Execution;
using GraphRuntime.Graphs;

namespace GraphRuntime.Threads;

/// <summary>The inputs that were steered into a run, as the engine gets them.</summary>
internal sealed class ThreadSteering(GraphDefinition graph, Func<bool, ValueTask<IReadOnlyList<StoredRun>>> take) : ISteering
{
    public async ValueTask<IReadOnlyList<SteeredInput>> TakeAsync(bool isAtEnd)
    {
        var taken = await take(isAtEnd).ConfigureAwait(false);
        return taken.Count == 0 ? [] : [.. taken.Select(Read)];
    }

    private SteeredInput Read(StoredRun run) => new(run.Sequence, InputCodec.Decode(graph, run.ThreadId, run.Input).Update!);
}
