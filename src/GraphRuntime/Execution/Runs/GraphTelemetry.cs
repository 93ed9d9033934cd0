using System.Diagnostics.Metrics;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Execution;

/// <summary>Spans and metrics of graph runs. State values are never part of them.</summary>
internal static class GraphTelemetry
{
    private static readonly Counter<long> s_runs = Telemetry.Meter.CreateCounter<long>("graphruntime.graph.runs", "{run}", "Graph runs by how they ended.");

    /// <summary>Whether spans have a listener.</summary>
    public static bool IsTraced => Telemetry.Source.HasListeners();

    /// <summary>A run of a graph, or one attempt of a coordinator run. The parent of an attempt is the span that created the run, possibly in another process.</summary>
    public static Span StartRun(RunContext run)
    {
        var span = Span.Begin("graph.run", run.TraceParent)
            .Set("graphruntime.graph", run.Root.Name)
            .Set("graphruntime.thread.id", run.ThreadId)
            .Set("graphruntime.run.id", run.RunId);
        return run.Control is not null ? span.Set("graphruntime.attempt", run.Attempt) : span;
    }

    /// <summary>A task. Tasks run on any thread, so the parent is named: the task that called the subgraph, or the run.</summary>
    public static Span StartNode(GraphTask task)
    {
        var loop = task.Loop;
        return Span.Begin("graph.node", (loop.Parent?.Span ?? loop.Run.Span).Context)
            .Set("graphruntime.graph", loop.Graph.Name)
            .Set("graphruntime.thread.id", task.ThreadId)
            .Set("graphruntime.run.id", task.RunId)
            .Set("graphruntime.node", task.NodeName)
            .Set("graphruntime.task", task.TaskId)
            .Set("graphruntime.step", loop.Step);
    }

    public static void EndNode(Span span, GraphTask task)
    {
        span.Set("graphruntime.attempt", task.Attempt?.Number ?? 1);
        if (task is { State: TaskState.Failed, Error: { } error })
        {
            span.Fail(error);
        }
        else if (task.State == TaskState.Paused)
        {
            span.Set("graphruntime.end", "paused");
        }
    }

    public static void EndRun(Span span, RunContext run, string end)
    {
        span.Set("graphruntime.end", end);
        Count(run, end);
        GraphLog.RunEnded(run.Services.Logger, run.RunId, run.Root.Name, run.ThreadId, end);
    }

    public static void FailRun(Span span, RunContext run, Exception error)
    {
        span.Fail(error);
        Count(run, error is OperationCanceledException ? "cancelled" : "failed");
        GraphLog.RunFailed(run.Services.Logger, run.RunId, run.Root.Name, run.ThreadId, run.FailedNode, error.GetType().Name);
    }

    private static void Count(RunContext run, string end)
    {
        if (s_runs.Enabled)
        {
            s_runs.Count(1, Telemetry.Tag("graph", run.Root.Name), Telemetry.Tag("end", end));
        }
    }
}
