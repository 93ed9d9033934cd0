using System.Text.Json;

namespace GraphRuntime.Testing.Laws;

/// <summary>Replays the history of a thread, and compares what comes of it with what is stored.</summary>
internal sealed class LawHistory<TState>(CompiledGraph<TState> graph, GraphThread thread)
    where TState : class
{
    // Failures that pass do so one by one.
    private const int MostTries = 100;

    // A subgraph that stores nothing is run to its end, as the runs did: with their limit.
    private static readonly ReplayOptions s_options = new() { Config = new RunConfig { RecursionLimit = LawThread<TState>.RecursionLimit } };

    public async Task CheckAsync(ReplayMode mode, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var divergence = await ReplayAsync(mode, cancellationToken).ConfigureAwait(false);
            if (divergence is null)
            {
                return;
            }

            // A node that is executed where its cache had spared that may fail once more.
            if (divergence.Kind != ReplayDivergenceKind.Failure || tries == MostTries)
            {
                throw new InvalidOperationException($"{divergence} It was {divergence.Recorded}, and is {divergence.Replayed}.");
            }
        }
    }

    private async Task<ReplayDivergence?> ReplayAsync(ReplayMode mode, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<long, string>();
        await foreach (var snapshot in graph.GetHistoryAsync(thread, null, cancellationToken).ConfigureAwait(false))
        {
            stored[snapshot.CheckpointId!.Value] = Json(snapshot.State);
        }

        await foreach (var step in graph.ReplayAsync(thread, mode, s_options, cancellationToken).ConfigureAwait(false))
        {
            if (step.Divergence is { } divergence)
            {
                return divergence;
            }

            var id = step.Snapshot.CheckpointId!.Value;
            if (Json((TState)step.Snapshot.StateObject) != stored[id])
            {
                throw new InvalidOperationException($"A replay gives another state at checkpoint {id}.");
            }
        }

        return null;
    }

    private string Json(TState state) => JsonSerializer.Serialize(state, graph.Schema.JsonOptions.GetTypeInfo(typeof(TState)));
}
