using System.Globalization;
using System.Text;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Threads.Model;

/// <summary>Answers of a run store as text, with every field, so that two answers are equal exactly if their texts are.</summary>
internal static class RunText
{
    public static string Of(StoredRun? run, bool contents = true) => run is null ? "none" : $"{run.ThreadId}/{run.RunId} {run.GraphName} #{run.Sequence} {run.Status} {run.Reason} {run.Strategy} key={run.IdempotencyKey} delayed={run.Delayed} held={run.Held} "
        + $"notBefore={Of(run.NotBefore)} created={Of(run.CreatedAt)} started={Of(run.StartedAt)} finished={Of(run.FinishedAt)} attempt={run.Attempt}/{run.MaxAttempts} "
        + $"owner={run.Owner} epoch={run.Epoch} lease={Of(run.LeaseUntil)} signal={run.Signal} deadline={Of(run.SignalDeadline)} guards={run.Guards} owed={run.InputOwed} steers={run.SteersRunId}/{run.SteersPath} steered={run.SteeredInputs} urgency={run.Urgency} "
        + $"error={run.Error} questions=[{string.Join(',', run.InterruptIds)}] lastEvent={run.LastEvent} metadata={OfJson(run.Metadata)}"
        + (contents ? $" input={Of(run.Input)} config={Of(run.Config)} output={Of(run.Output)} interrupts={Of(run.Interrupts)}" : "");

    public static string Of(StoredThread? thread) => thread is null ? "none" : $"{thread.ThreadId} {thread.Status} rests={thread.Rest.Status} pause={Of(thread.Rest.Pause)} graph={thread.GraphName} context={Of(thread.Context)} created={Of(thread.CreatedAt)} "
        + $"updated={Of(thread.UpdatedAt)} metadata={OfJson(thread.Metadata)}";

    public static string Of(ThreadSnapshot? snapshot) => snapshot is null ? "none" : $"{Of(snapshot.Thread)} now={Of(snapshot.Now)} epoch={snapshot.Epoch} [{string.Join("; ", snapshot.Runs.Select(Of))}]";

    public static string Of(RunInFlight run) => $"{run.RunId} {run.GraphName} #{run.Sequence} {run.Status} {run.Strategy} created={Of(run.CreatedAt)} started={Of(run.StartedAt)} attempt={run.Attempt} delayed={run.Delayed} "
        + $"held={run.Held} notBefore={Of(run.NotBefore)} signal={run.Signal} guards={run.Guards} steers={run.SteersRunId}/{run.SteersPath} steered={run.SteeredInputs} urgency={run.Urgency} metadata={OfJson(run.Metadata)} input={Of(run.Input)}";

    public static string Of(ClaimedRun? claimed) => claimed is null ? "none" : $"{claimed.Lease} {Of(claimed.Run)} owed=[{string.Join("; ", claimed.Owed.Select(run => Of(run)))}]";

    public static string Of(AdmissionResult result) =>
        $"{result.Outcome} {Of(result.Run)} event={result.EventNumber} claimed={Of(result.Claimed)} refusal={result.Decision?.Refusal} saw={Of(result.Snapshot)}";

    public static string Of(RunClaimResult result) => $"[{string.Join("; ", result.Runs.Select(Of))}] next={result.NextIn} waiting=[{string.Join(',', result.WaitingGraphs.Order(StringComparer.Ordinal))}]";

    public static string Of(ReapResult result) => $"[{string.Join("; ", result.Runs.Select(run => Of(run)))}] next={result.NextIn}";

    public static string Of(IReadOnlyList<EndedRun> runs) => string.Join("; ", runs.Select(one => $"{one.Try}: {Of(one.Run)}").Order(StringComparer.Ordinal));

    public static string Of(IReadOnlyList<RemovedRun> runs) => string.Join("; ", runs.Select(run => $"{run.ThreadId}/{run.RunId} {run.GraphName} #{run.Sequence} {run.Kind} {run.Status} created={Of(run.CreatedAt)} "
        + $"started={Of(run.StartedAt)} removed={Of(run.RemovedAt)} expires={Of(run.ExpiresAt)} by={run.RemovedBy} caller={run.Caller} counts={run.Checkpoints}/{run.Writes}/{run.Events} input={Of(run.Input)}"));

    public static string Of(RunEventPage? page) => page is null
        ? "none"
        : $"{page.Status} last={page.LastEvent} [{string.Join("; ", page.Events.Select(Of))}]";

    public static string Of(StoredThreadEventPage? page) => page is null
        ? "none"
        : $"last={page.LastNumber} [{string.Join("; ", page.Events.Select(one => $"{one.Number} {one.RunId} {Of(one.At)} {(one.Event is { } appended ? Of(appended) : Of(one.Fact!))}"))}]";

    private static string Of(RunEvent one) => $"{one.Sequence} {one.Kind} {one.Namespace} {Of(one.Data)}";

    private static string Of(RunFact fact) => $"{fact.Kind} {fact.Status} {fact.Reason} {fact.Strategy} {fact.Attempt} {fact.Text} {Of(fact.Data)}";

    public static string Of(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>A store may keep metadata in a form of its own; what counts is the JSON, and its properties come in any order.</summary>
    private static string OfJson(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return "";
        }

        using var document = System.Text.Json.JsonDocument.Parse(json);
        return string.Join(',', document.RootElement.EnumerateObject().Select(one => $"{one.Name}:{one.Value.GetRawText()}").Order(StringComparer.Ordinal));
    }

    private static string Of(ThreadPause? pause) => pause is null ? "none" : $"{pause.Reason}({string.Join(',', pause.InterruptIds)})";

    private static string Of(DateTimeOffset? moment) => moment is { } known ? (known.UtcTicks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture) : "never";
}
