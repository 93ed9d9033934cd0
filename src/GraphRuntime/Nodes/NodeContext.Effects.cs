using GraphRuntime.Execution;

namespace GraphRuntime;

public sealed partial class NodeContext
{
    /// <summary>
    /// Does something outside once: it is claimed before, and its result is recorded after it. When the node runs again (after a pause, a failure, an interrupt, a crash,
    /// or in a replay), the recorded result is returned and nothing is done. Where an attempt was cut off in between, it is first found out whether it happened.
    /// </summary>
    /// <typeparam name="T">The type of the result; it is stored as JSON.</typeparam>
    /// <param name="key">Names the effect within the task.</param>
    /// <param name="effect">
    /// Does it. A failure leaves it open whether it happened, unless it is an <see cref="EffectNotDoneException"/>.
    /// </param>
    /// <param name="options">How to find out whether it happened, and what undoes it; <see langword="null"/> for neither.</param>
    /// <returns>The result, of now or of then.</returns>
    /// <exception cref="EffectUnknownException">It is not known whether it happened.</exception>
    /// <exception cref="MissingCheckpointerException">The run has no checkpointer or no thread, so nothing could be recorded.</exception>
    /// <exception cref="StaleEpochException">The run does not own its thread any more. The effect did not happen, or is claimed.</exception>
    public ValueTask<T> OnceAsync<T>(string key, Func<CancellationToken, ValueTask<T>> effect, EffectOptions<T>? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(effect);
        _attempt.ThrowIfOver();
        if (Loop.Checkpointer is null)
        {
            throw new MissingCheckpointerException(
                Loop.Graph.Name,
                $"node '{NodeName}' wants to do effect '{key}' once, but there is nowhere to record it",
                "Compile the graph with a checkpointer and give the run a thread id; a subgraph must not be compiled with SubgraphPersistence.None.");
        }

        options ??= new EffectOptions<T>();
        CheckCompensation(options.Compensation);
        return new TaskEffects(_attempt).OnceAsync(key, effect, options);
    }

    /// <summary>
    /// Begins a part of the node that must not be interrupted or rolled back: a new run whose strategy would do that waits, is enqueued, or is refused, as
    /// <see cref="GuardedStrategy"/> says. Without a coordinator there are no interruptions, and this does nothing.
    /// </summary>
    /// <returns>
    /// The region; dispose it at its end. A region that is not disposed ends with the task. The run then cannot be stopped between the end of the region and the end
    /// of the node, so what the node returned is among <see cref="Preemption.Finished"/>.
    /// </returns>
    /// <exception cref="OperationCanceledException">The run is being stopped already; the region was not entered.</exception>
    public async ValueTask<NoInterruptRegion> NoInterruptRegionAsync() => Task.Keep(await NoInterruptRegion.EnterAsync(Owner.Control).ConfigureAwait(false));

    /// <summary>Passes the point behind which the run is not rolled back any more, also after a crash. A rollback is then downgraded or refused.</summary>
    /// <returns>A task that completes when this is durable.</returns>
    /// <exception cref="OperationCanceledException">The run is being stopped already; the point was not passed.</exception>
    public ValueTask CommitPointAsync() => Owner.Control?.CommitAsync() ?? ValueTask.CompletedTask;

    private void CheckCompensation(string? name)
    {
        if (name is not null && !Owner.Root.Options.Compensations.ContainsKey(name))
        {
            throw new ArgumentException(
                $"Graph '{Owner.Root.Name}' has no compensation '{name}'. Add it to CompileOptions.Compensations; there are: {string.Join(", ", Owner.Root.Options.Compensations.Keys)}.",
                nameof(name));
        }
    }
}
