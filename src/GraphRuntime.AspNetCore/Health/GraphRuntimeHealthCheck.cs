using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GraphRuntime.AspNetCore;

/// <summary>Healthy while the coordinator works and its store answers.</summary>
internal sealed class GraphRuntimeHealthCheck(ThreadRunCoordinator coordinator) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = coordinator.Health;
        var data = new Dictionary<string, object>
        {
            ["active_runs"] = health.ActiveRuns,
            ["max_concurrent_runs"] = health.MaxConcurrentRuns,
        };
        var result = health switch
        {
            { StoreProblem: { } problem } => HealthCheckResult.Unhealthy($"The store does not answer: {problem}.", data: data),
            { Draining: true } => HealthCheckResult.Degraded("The coordinator is stopping.", data: data),
            { Started: false } => HealthCheckResult.Degraded("The coordinator was not started: runs wait.", data: data),
            _ => HealthCheckResult.Healthy(data: data),
        };
        return Task.FromResult(result);
    }
}
