using System.Diagnostics.Metrics;
using System.Text.Json;
using GraphRuntime.Diagnostics;
using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <summary>What a coordinator measures. Durations are in seconds.</summary>
internal static class CoordinatorInstruments
{
    /// <summary>From a millisecond to an hour: runs of graphs with and without models.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600],
    };

    private static readonly InstrumentAdvice<int> Lengths = new() { HistogramBucketBoundaries = [0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000] };

    private static readonly Counter<long> Admissions = Telemetry.Meter.CreateCounter<long>(
        "graphruntime.run.admissions", "{run}", "Admission decisions, by strategy and decision.");

    private static readonly Counter<long> Displaced = Telemetry.Meter.CreateCounter<long>(
        "graphruntime.run.displaced", "{run}", "Runs interrupted or rolled back by another run.");

    private static readonly Histogram<int> QueueLength = Telemetry.Meter.CreateHistogram<int>(
        "graphruntime.thread.queue.length", "{run}", "Runs in flight on a thread when another one was submitted.", tags: null, Lengths);

    private static readonly Histogram<double> WaitTime = Telemetry.Meter.CreateHistogram<double>(
        "graphruntime.run.wait", "s", "Time between the creation of a run and its first start.", tags: null, Seconds);

    private static readonly Histogram<double> Duration = Telemetry.Meter.CreateHistogram<double>(
        "graphruntime.run.duration", "s", "Time between the first start of a run and its end.", tags: null, Seconds);

    private static readonly Counter<long> Taken = Telemetry.Meter.CreateCounter<long>(
        "graphruntime.run.taken", "{run}", "Runs taken from an owner that was gone or did not stop.");

    public static void Decided(MultitaskStrategy requested, AdmissionDecision decision, ThreadSnapshot snapshot)
    {
        var name = requested.ToName();
        var outcome = decision.Refusal switch
        {
            AdmissionRefusal.Conflict => "conflict",
            AdmissionRefusal.QueueFull => "queue_full",
            AdmissionRefusal.Guarded => "guarded",
            AdmissionRefusal.ThreadPaused => "paused",
            AdmissionRefusal.NoSuchQuestion => "no_question",
            AdmissionRefusal.Undecided => "undecided",
            AdmissionRefusal.NotSteerable => "not_steerable",
            _ => decision.Strategy == requested ? "admitted" : "downgraded",
        };
        Admissions.Count(1, Telemetry.Tag("strategy", name), Telemetry.Tag("decision", outcome));
        QueueLength.Note(snapshot.Runs.Count);
        if (decision.Admitted && decision.Displaced.Count > 0)
        {
            Displaced.Count(decision.Displaced.Count, Telemetry.Tag("strategy", name));
        }
    }

    public static void Started(StoredRun run)
    {
        if (run.Attempt == 1 && run.StartedAt is { } started)
        {
            WaitTime.Note((started - run.CreatedAt).TotalSeconds);
        }

        if (GraphTelemetry.IsTraced)
        {
            // The wait is over: a span from the moment at which the run could have been started.
            using var span = Span.Begin("graphruntime.run.wait", RunConfigCodec.ReadTrace(run), run.Attempt == 1 ? run.CreatedAt : run.NotBefore)
                .Set("graphruntime.thread.id", run.ThreadId)
                .Set("graphruntime.run.id", run.RunId)
                .Set("graphruntime.attempt", run.Attempt);
        }
    }

    /// <summary>The name of a value in tags: lower case, words apart by an underscore.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static void Settled(StoredRun run, RunSettlement settlement, DateTimeOffset now)
    {
        if (Duration.Enabled)
        {
            Duration.Note((now - (run.StartedAt ?? now)).TotalSeconds, Telemetry.Tag("status", NameOf(settlement.Status)));
        }
    }

    public static void Reaped(StoredRun run) => Taken.Count(1, Telemetry.Tag("reason", NameOf(run.Reason)));
}
