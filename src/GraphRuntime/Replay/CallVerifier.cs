using GraphRuntime.Execution;

namespace GraphRuntime.Replay;

/// <summary>Verifies a call of a subgraph that a verified superstep makes.</summary>
internal static class CallVerifier
{
    /// <summary>Verifies the supersteps of a call of a subgraph. The call itself then goes on from where it had ended, and what it calls there may not have been stored.</summary>
    /// <param name="watch">Takes what is found.</param>
    /// <param name="child">The subgraph, as the call left it.</param>
    /// <param name="isStored">Whether the call is stored.</param>
    public static async ValueTask VerifyAsync(ReplayWatch watch, LoopState child, bool isStored)
    {
        if (!isStored && !watch.IsRecorded(child.Parent!.Loop))
        {
            return;
        }

        try
        {
            if (!isStored)
            {
                throw new HistoryNotReplayableException(
                    child.Address.ThreadId, child.Namespace, child.Parent!.Loop.CheckpointId, $"node '{child.Parent.NodeName}' calls a subgraph from there, and this call is not stored.");
            }

            var path = await HistoryPath.FindAsync(child.Checkpointer!, child.Address, child.CheckpointId, from: null, fromInput: true, child.CancellationToken).ConfigureAwait(false);
            var reader = new HistoryReader(child.Graph, child.Address, child.Call);
            await foreach (var (_, step) in reader.ReadAsync(child.Run, path).ConfigureAwait(false))
            {
                if (watch.HasDivergence)
                {
                    return;
                }

                if (step is not null)
                {
                    await new StepVerifier(reader, child.Run, step).VerifyAsync().ConfigureAwait(false);
                }
            }
        }
        catch (HistoryNotReplayableException e)
        {
            watch.Obstruct(e);
            throw;
        }
    }
}
