using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Looks at a request to a model before it is made, and at the answer. A hook runs again where its task does: after a failure or a crash.</summary>
/// <typeparam name="TState">The state.</typeparam>
public abstract class ModelHook<TState>
    where TState : class
{
    /// <summary>Called before the request, which it may change. Setting <see cref="ModelRequest{TState}.Answer"/> leaves the model out.</summary>
    /// <param name="request">The request.</param>
    /// <returns>A task that completes when the hook has.</returns>
    public virtual ValueTask BeforeAsync(ModelRequest<TState> request) => ValueTask.CompletedTask;

    /// <summary>Called with the answer, before it is stored. It may be changed or replaced.</summary>
    /// <param name="request">The request, with its answer.</param>
    /// <returns>A task that completes when the hook has.</returns>
    public virtual ValueTask AfterAsync(ModelRequest<TState> request) => ValueTask.CompletedTask;
}
