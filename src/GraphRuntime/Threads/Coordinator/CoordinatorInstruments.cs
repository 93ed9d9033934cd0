using System.Diagnostics.Metrics;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Threads;

/// <summary>What a coordinator measures. Durations are in seconds.</summary>
internal static class CoordinatorInstruments
{
    private static readonly Counter<long> Admissions = Telemetry.Meter.CreateCounter<long>(
        "graphruntime.run.admissions", "{run}", "Admission decisions, by strategy and decision.");

    private static readonly Counter<long> Displaced = Telemetry.Meter.CreateCounter<long>(
        "graphruntime.run.displaced", "{run}", "Runs interrupted or rolled back by another run.");

    private static readonly Histogram<int> QueueLength = Telemetry.Meter.CreateHistogram<int>(
        "graphruntime.thread.queue.length", "{run}", "Runs in flight on a thread when another one was submitted.");

    private static readonly Histogram<double> WaitTime = Telemetry.Meter.CreateHistogram<double>(
        "graphruntime.run.wait", "s", "Time between the creation of a run and its first start.");

    private static readonly Histogram<double> Duration = Telemetry.Meter.CreateHistogram<double>(
        "graphruntime.run.duration", "s", "Time between the first start of a run and its end.");

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
    }

    public static void Settled(StoredRun run, RunSettlement settlement, DateTimeOffset now)
    {
        if (Duration.Enabled)
        {
            Duration.Note((now - (run.StartedAt ?? now)).TotalSeconds, Telemetry.Tag("status", settlement.Status.ToString()));
        }
    }

    public static void Reaped(StoredRun run) => Taken.Count(1, Telemetry.Tag("reason", run.Reason.ToString()));
}
