using System.Text.Json;

namespace GraphRuntime.Threads;

/// <summary>Makes the recordings that <see cref="CoordinatorOptions.RemovedRuns"/> asks for.</summary>
/// <param name="options">The options; <see langword="null"/> to record nothing.</param>
internal sealed class RemovalRecorder(RemovedRunOptions? options)
{
    /// <summary>An admission whose rollbacks are recorded.</summary>
    public AdmissionDecision Record(AdmissionDecision decision, string admittedRunId, ThreadSnapshot thread) =>
        options is null || decision.Displaced.Count == 0 ? decision : decision with { Displaced = Record(decision.Displaced, admittedRunId, thread) };

    /// <summary>Displacements whose rollbacks are recorded.</summary>
    public IReadOnlyList<RunDisplacement> Record(IReadOnlyList<RunDisplacement> displaced, string? removedBy, ThreadSnapshot thread) => options is null
        ? displaced
        : [.. displaced.Select(one => one.Kind == DisplacementKind.Rollback ? one with { Recording = Of(MetadataOf(one.RunId, thread), removedBy) } : one)];

    /// <summary>The recording of a run with this metadata; <see langword="null"/> where nothing is recorded.</summary>
    public RemovalRecording? Of(ReadOnlyMemory<byte> metadata, string? removedBy) => options is null ? null : new RemovalRecording(options.Retention)
    {
        IncludesInput = options.IncludeInputs,
        RemovedBy = removedBy,
        Caller = options.CallerKey is { } key ? CallerIn(metadata, key) : null,
    };

    private static ReadOnlyMemory<byte> MetadataOf(string runId, ThreadSnapshot thread) => thread.Runs.FirstOrDefault(run => run.RunId == runId)?.Metadata ?? default;

    private static string? CallerIn(ReadOnlyMemory<byte> metadata, string key)
    {
        if (metadata.IsEmpty)
        {
            return null;
        }

        using var json = JsonDocument.Parse(metadata);
        return json.RootElement.TryGetProperty(key, out var caller) && caller.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? caller.ToString() : null;
    }
}
