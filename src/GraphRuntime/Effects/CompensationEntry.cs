using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Effects;

/// <summary>An entry of the journal: what must be undone if its run is rolled back. It is stored apart from the run.</summary>
internal sealed record CompensationEntry
{
    public required long Number { get; init; }

    public required string Graph { get; init; }

    public required string Name { get; init; }

    public required string RunId { get; init; }

    public required string Namespace { get; init; }

    public required long CheckpointId { get; init; }

    public required string TaskId { get; init; }

    public required string Key { get; init; }

    public JsonElement? Result { get; init; }

    /// <summary>The thread of the run. A copy of the thread has the entry as well, but only the original acts on it.</summary>
    public string? ThreadId { get; init; }

    /// <summary>The marker that the run stored with the entry; <see langword="null"/> if the run cannot be rolled back.</summary>
    public string? Marker { get; init; }

    /// <summary>Whether the rollback of the run deleted the marker. Not stored; computed when the journal is read.</summary>
    public bool IsRolledBack { get; init; }

    public static CompensationEntry Read(JsonElement stored) => new()
    {
        Number = stored.GetProperty(StoredFormat.Compensation.Number).GetInt64(),
        Graph = stored.GetProperty(StoredFormat.Compensation.Graph).GetString()!,
        Name = stored.GetProperty(StoredFormat.Compensation.Name).GetString()!,
        RunId = stored.GetProperty(StoredFormat.Compensation.Run).GetString()!,
        Namespace = stored.GetProperty(StoredFormat.Compensation.Namespace).GetString()!,
        CheckpointId = stored.GetProperty(StoredFormat.Compensation.Checkpoint).GetInt64(),
        TaskId = stored.GetProperty(StoredFormat.Compensation.Task).GetString()!,
        Key = stored.GetProperty(StoredFormat.Compensation.Key).GetString()!,
        ThreadId = stored.TryGetProperty(StoredFormat.Compensation.Thread, out var thread) ? thread.GetString() : null,
        Marker = stored.TryGetProperty(StoredFormat.Compensation.Marker, out var marker) ? marker.GetString() : null,
        Result = stored.TryGetProperty(StoredFormat.Compensation.Value, out var value) ? value.Clone() : null,
    };

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber(StoredFormat.Compensation.Number, Number);
        json.WriteString(StoredFormat.Compensation.Graph, Graph);
        json.WriteString(StoredFormat.Compensation.Name, Name);
        json.WriteString(StoredFormat.Compensation.Run, RunId);
        json.WriteString(StoredFormat.Compensation.Namespace, Namespace);
        json.WriteNumber(StoredFormat.Compensation.Checkpoint, CheckpointId);
        json.WriteString(StoredFormat.Compensation.Task, TaskId);
        json.WriteString(StoredFormat.Compensation.Key, Key);
        if (ThreadId is not null)
        {
            json.WriteString(StoredFormat.Compensation.Thread, ThreadId);
        }

        if (Marker is not null)
        {
            json.WriteString(StoredFormat.Compensation.Marker, Marker);
        }

        if (Result is { } result)
        {
            json.WritePropertyName(StoredFormat.Compensation.Value);
            result.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
