using System.Diagnostics;
using System.Diagnostics.Metrics;
using GraphRuntime.Execution;

namespace GraphRuntime.Diagnostics;

/// <summary>Spans and metrics of graph runs. State values are never part of them.</summary>
internal static class GraphTelemetry
{
    public const string Name = "GraphRuntime";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_runs = s_meter.CreateCounter<long>("graphruntime.graph.runs", "{run}", "Graph runs by how they ended.");

    public static Activity? StartRun(RunContext run)
    {
        if (!s_source.HasListeners())
        {
            return null;
        }

        var activity = s_source.StartActivity("graph.run");
        activity?.SetTag("graphruntime.graph", run.Root.Name);
        activity?.SetTag("graphruntime.thread", run.ThreadId);
        activity?.SetTag("graphruntime.run", run.RunId);
        return activity;
    }

    public static void EndRun(Activity? activity, RunContext run, string end)
    {
        activity?.SetTag("graphruntime.end", end);
        Count(run, end);
    }

    public static void FailRun(Activity? activity, RunContext run, Exception error)
    {
        activity?.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
        Count(run, error is OperationCanceledException ? "cancelled" : "failed");
    }

    private static void Count(RunContext run, string end)
    {
        if (s_runs.Enabled)
        {
            s_runs.Add(1, new KeyValuePair<string, object?>("graph", run.Root.Name), new KeyValuePair<string, object?>("end", end));
        }
    }
}
