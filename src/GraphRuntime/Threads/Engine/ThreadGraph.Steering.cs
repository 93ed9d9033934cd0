using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <content>Inputs for subgraphs.</content>
internal sealed partial class ThreadGraph<TState>
{
    public ReadOnlyMemory<byte> EncodeInput(GraphInput? input, string path)
    {
        if (input is not { Update: not null, IsCommand: false, IsAnswering: false })
        {
            throw new ArgumentException("A subgraph of a run in flight takes updates of its state: neither an answer, a command nor a resume.", nameof(input));
        }

        return InputCodec.Encode(SubgraphPaths.Find(Definition, path), input);
    }

    public async ValueTask<SteeredPlace> FindSteeredAsync(StoredRun run, CancellationToken cancellationToken)
    {
        var loop = StateAccess.Open(Definition, run.ThreadId, "an input was for one of its subgraphs", cancellationToken);
        await LoopStart.LoadAsync(loop, null, forReader: true).ConfigureAwait(false);
        if (await SteeredInputs.AreAppliedByCallAsync(loop, run.SteersRunId!, run.Sequence).ConfigureAwait(false))
        {
            return SteeredPlace.InState;
        }

        return await SteeredCalls.HasAsync(loop, run.SteersPath!.Split(BreakpointPaths.Separator), run.Sequence).ConfigureAwait(false) ? SteeredPlace.InCall : SteeredPlace.Nowhere;
    }
}
