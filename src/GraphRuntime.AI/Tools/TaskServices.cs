using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.AI;

/// <summary>The services of a task; their scope is made when a tool asks for one.</summary>
internal sealed class TaskServices(NodeContext context) : IKeyedServiceProvider
{
    public object? GetService(Type serviceType) => context.Services.GetService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) =>
        (context.Services as IKeyedServiceProvider)?.GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => context.Services.GetRequiredKeyedService(serviceType, serviceKey);
}
