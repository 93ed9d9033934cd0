using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>Which inputs that were steered into a run are part of the state of a thread.</summary>
internal static class SteeredInputs
{
    /// <summary>Whether an input is part of the state that was loaded.</summary>
    /// <param name="loop">The newest state of the thread.</param>
    /// <param name="runId">The run that took the input.</param>
    /// <param name="number">The sequence number of the input.</param>
    /// <remarks>
    /// A checkpoint has one position. After a preemption that of the newest checkpoint may be the one of a more urgent run; the position of the run that took the input is
    /// then in the newest checkpoint of that run.
    /// </remarks>
    public static async ValueTask<bool> AreAppliedAsync(LoopState loop, string runId, long number)
    {
        return loop.Steered?.Covers(runId, number) == true || (await ReadAsync(loop, runId).ConfigureAwait(false))?.Covers(runId, number) == true;
    }

    /// <summary>Whether an input for a subgraph is part of the state that was loaded.</summary>
    /// <param name="loop">The newest state of the thread.</param>
    /// <param name="runId">The run whose subgraph the input was for.</param>
    /// <param name="number">The sequence number of the input.</param>
    public static async ValueTask<bool> AreAppliedByCallAsync(LoopState loop, string runId, long number) =>
        Has(loop.Steered, loop, number) || Has(await ReadAsync(loop, runId).ConfigureAwait(false), loop, number);

    private static bool Has(SteeredPosition? position, LoopState loop, long number) => position?.OfCalls.On(loop.Run.ThreadId).Contains(number) == true;

    /// <summary>The position in the newest checkpoint of a run.</summary>
    private static async ValueTask<SteeredPosition?> ReadAsync(LoopState loop, string runId)
    {
        var query = new CheckpointQuery { Address = loop.Address, RunId = runId, Limit = 1, IncludeValues = false };
        await foreach (var stored in loop.Checkpointer!.ListAsync(query, loop.CancellationToken).ConfigureAwait(false))
        {
            var reader = new StoredValueReader(loop.Run.Services.Codec, loop.Address, stored.Record.Id, int.MaxValue);
            using var body = JsonDocument.Parse(reader.Decode(stored.Record.Body));
            return SteeredPosition.Read(body.RootElement);
        }

        return null;
    }
}
