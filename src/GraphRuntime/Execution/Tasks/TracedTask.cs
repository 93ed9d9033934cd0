using GraphRuntime.Diagnostics;

namespace GraphRuntime.Execution;

/// <summary>Runs a task inside a span of its own, where somebody listens.</summary>
internal static class TracedTask
{
    public static async ValueTask RunAsync(GraphTask task, bool isAlone)
    {
        using var span = task.Span = GraphTelemetry.StartNode(task);
        await TaskRunner.RunUntracedAsync(task, isAlone).ConfigureAwait(false);
        GraphTelemetry.EndNode(span, task);
    }
}
