using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>The runs of a thread whose records are gone: what is left of them are lifecycle events, and a record of the removal where the coordinator makes one.</summary>
internal sealed class RemovedRuns
{
    private const int MostRecords = 1_000;

    private readonly ThreadInfo _thread;
    private readonly RunHistory _history;
    private readonly Dictionary<string, RemovedRun> _records;

    private RemovedRuns(ThreadInfo thread, RunHistory history, IReadOnlyList<RemovedRun> records)
    {
        (_thread, _history) = (thread, history);

        // The newest record counts where an id was used again.
        _records = records.DistinctBy(static record => record.RunId).ToDictionary(static record => record.RunId, StringComparer.Ordinal);
    }

    public IEnumerable<string> Ids => _history.Removed().Union(_records.Keys, StringComparer.Ordinal);

    /// <summary>Reads the records of a thread, or only those of one run.</summary>
    public static async ValueTask<RemovedRuns> ReadAsync(
        ThreadRunCoordinator coordinator, ThreadInfo thread, RunHistory history, string? runId, CancellationToken cancellationToken)
    {
        var options = new RemovedRunListOptions { RunId = runId, Limit = runId is null ? MostRecords : 1 };
        return new(thread, history, await coordinator.ListRemovedRunsAsync(thread.ThreadId, options, cancellationToken).ConfigureAwait(false));
    }

    public DateTimeOffset CreatedAt(string runId) => _history.Of(runId).FirstOrDefault()?.At ?? _records[runId].CreatedAt;

    /// <summary>What is known of a run, without the reason.</summary>
    public RunView Describe(string runId)
    {
        var facts = _history.Of(runId).ToList();
        var admitted = facts.Find(static fact => fact.Event == "admitted");
        var record = _records.GetValueOrDefault(runId);
        return new RunView
        {
            RunId = runId,
            ThreadId = _thread.ThreadId,
            Graph = admitted?.Graph ?? record?.GraphName ?? "",
            Status = record is null ? facts[^1].Event : record.Kind == RunEndKind.RolledBack ? "rolled_back" : "deleted",
            Strategy = admitted?.Strategy,
            Attempt = facts.Max(static fact => fact.Attempt) ?? 0,
            CreatedAt = admitted?.At ?? record?.CreatedAt,
            StartedAt = facts.Find(static fact => fact.Event == "started")?.At ?? record?.StartedAt,
            FinishedAt = record?.RemovedAt ?? facts[^1].At,
            Removed = true,
            Removal = record is null ? null : RemovalView.Of(record),
            DisplacedBy = record?.RemovedBy,
            Metadata = new Dictionary<string, JsonElement>(),
        };
    }
}
