using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GraphRuntime;

/// <summary>A health check of a coordinator: <c>services.AddHealthChecks().AddCheck&lt;CoordinatorHealthCheck&gt;("graphruntime")</c>.</summary>
/// <param name="coordinator">The coordinator.</param>
/// <remarks>
/// Healthy while it executes runs and the store answers; degraded while it stops, or has no place for another run; otherwise, before the start, after the stop and while the
/// store fails, the failure status of the registration. It makes no call to the store: it reports the last result that the workers had.
/// </remarks>
public sealed class CoordinatorHealthCheck(ThreadRunCoordinator coordinator) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var health = coordinator.Health;
        var data = new Dictionary<string, object>
        {
            ["owner"] = health.Owner,
            ["activeRuns"] = health.ActiveRuns,
            ["maxConcurrentRuns"] = health.MaxConcurrentRuns,
        };
        if (health.LastStoreContact is { } contact)
        {
            data["lastStoreContact"] = contact;
        }

        var (status, description) = health switch
        {
            { Draining: true } => (HealthStatus.Degraded, "The coordinator stops and gives its runs back."),
            { Started: false } => (context.Registration.FailureStatus, "The coordinator is not started; it executes no runs."),
            { StoreProblem: { } problem } => (context.Registration.FailureStatus, $"The run store failed: {problem}."),
            _ when health.ActiveRuns >= health.MaxConcurrentRuns => (HealthStatus.Degraded, "All places are taken; further runs wait."),
            _ => (HealthStatus.Healthy, "Runs are executed."),
        };
        return Task.FromResult(new HealthCheckResult(status, description, data: data));
    }
}
