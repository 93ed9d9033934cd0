using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime;

/// <summary>The callbacks among the services. Each end of a run has a scope of its own, as a request has, so that callbacks may be scoped and use scoped services.</summary>
internal sealed class ScopedCallbacks(IServiceProvider provider) : ICallbackSource
{
    public bool Any { get; } = provider.GetService<IServiceProviderIsService>()?.IsService(typeof(IRunCompletionCallback)) ?? true;

    public async ValueTask ForEachAsync(Func<IRunCompletionCallback, ValueTask> call)
    {
        var scope = provider.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            foreach (var callback in scope.ServiceProvider.GetServices<IRunCompletionCallback>())
            {
                await call(callback).ConfigureAwait(false);
            }
        }
    }
}
