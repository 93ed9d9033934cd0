using Microsoft.Extensions.Hosting;

namespace GraphRuntime.Threads;

/// <summary>Starts and stops a coordinator with its host.</summary>
internal sealed class CoordinatorHostedService(ThreadRunCoordinator coordinator) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => coordinator.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => coordinator.StopAsync(cancellationToken);
}
