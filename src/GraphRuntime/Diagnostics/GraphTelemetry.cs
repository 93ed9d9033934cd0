using System.Diagnostics.Metrics;
using GraphRuntime.Execution;

namespace GraphRuntime.Diagnostics;

/// <summary>Spans and metrics of graph runs. State values are never part of them.</summary>
internal static class GraphTelemetry
{
    private static readonly Counter<long> s_runs = Telemetry.Meter.CreateCounter<long>("graphruntime.graph.runs", "{run}", "Graph runs by how they ended.");

    public static Span StartRun(RunContext run) => Span.Begin("graph.run")
        .Set("graphruntime.graph", run.Root.Name)
        .Set("graphruntime.thread", run.ThreadId)
        .Set("graphruntime.run", run.RunId);

    public static void EndRun(Span span, RunContext run, string end)
    {
        span.Set("graphruntime.end", end);
        Count(run, end);
    }

    public static void FailRun(Span span, RunContext run, Exception error)
    {
        span.Fail(error);
        Count(run, error is OperationCanceledException ? "cancelled" : "failed");
    }

    private static void Count(RunContext run, string end)
    {
        if (s_runs.Enabled)
        {
            s_runs.Count(1, Telemetry.Tag("graph", run.Root.Name), Telemetry.Tag("end", end));
        }
    }
}
