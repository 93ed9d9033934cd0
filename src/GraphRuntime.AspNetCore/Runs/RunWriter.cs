using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Runs as the wire has them.</summary>
internal static class RunWriter
{
    /// <summary>The entry of a run's metadata that has the request.</summary>
    public const string RequestEntry = Metadata.Reserved + "request";

    public static StoredRunRequest RequestOf(RunInfo run) =>
        run.Metadata.GetValueOrDefault(RequestEntry) is string stored && JsonSerializer.Deserialize(stored, WireJson.Default.StoredRunRequest) is { } request
            ? request
            : new StoredRunRequest { AssistantId = AssistantBook.DefaultId(run.GraphName) };

    /// <summary>Writes a run.</summary>
    /// <param name="json">Receives it.</param>
    /// <param name="run">The run.</param>
    /// <param name="fields">The members that are wanted.</param>
    /// <param name="status">Its status; <see langword="null"/> for the one it has.</param>
    /// <param name="cancelReason">Why it was cancelled, where that is known.</param>
    public static void Write(Utf8JsonWriter json, RunInfo run, Fields fields, string? status = null, string? cancelReason = null)
    {
        json.WriteStartObject();
        WriteMembers(json, run, fields, status);
        if (fields.Has("cancel_reason"))
        {
            json.WriteString("cancel_reason", cancelReason);
        }

        json.WriteEndObject();
    }

    public static void WriteMembers(Utf8JsonWriter json, RunInfo run, Fields fields, string? status = null)
    {
        var request = RequestOf(run);
        Text(json, fields, "run_id", run.RunId);
        Text(json, fields, "thread_id", run.ThreadId);
        Text(json, fields, "assistant_id", request.AssistantId);
        Text(json, fields, "status", status ?? WireStatus.Of(run));
        Text(json, fields, "multitask_strategy", run.Strategy.ToName());
        Text(json, fields, "created_at", WireText.Time(run.CreatedAt));
        Text(json, fields, "updated_at", WireText.Time(run.FinishedAt ?? run.StartedAt ?? run.CreatedAt));
        if (fields.Has("metadata"))
        {
            Metadata.Write(json, "metadata", run.Metadata);
        }

        if (fields.Has("kwargs"))
        {
            json.WritePropertyName("kwargs");
            JsonSerializer.Serialize(json, request, WireJson.Default.StoredRunRequest);
        }
    }

    private static void Text(Utf8JsonWriter json, Fields fields, string name, string value)
    {
        if (fields.Has(name))
        {
            json.WriteString(name, value);
        }
    }
}
