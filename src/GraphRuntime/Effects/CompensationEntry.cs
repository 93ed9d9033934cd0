using System.Text.Json;

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
        Number = stored.GetProperty("n").GetInt64(),
        Graph = stored.GetProperty("g").GetString()!,
        Name = stored.GetProperty("c").GetString()!,
        RunId = stored.GetProperty("r").GetString()!,
        Namespace = stored.GetProperty("ns").GetString()!,
        CheckpointId = stored.GetProperty("id").GetInt64(),
        TaskId = stored.GetProperty("t").GetString()!,
        Key = stored.GetProperty("k").GetString()!,
        ThreadId = stored.TryGetProperty("th", out var thread) ? thread.GetString() : null,
        Marker = stored.TryGetProperty("m", out var marker) ? marker.GetString() : null,
        Result = stored.TryGetProperty("v", out var value) ? value.Clone() : null,
    };

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("n", Number);
        json.WriteString("g", Graph);
        json.WriteString("c", Name);
        json.WriteString("r", RunId);
        json.WriteString("ns", Namespace);
        json.WriteNumber("id", CheckpointId);
        json.WriteString("t", TaskId);
        json.WriteString("k", Key);
        if (ThreadId is not null)
        {
            json.WriteString("th", ThreadId);
        }

        if (Marker is not null)
        {
            json.WriteString("m", Marker);
        }

        if (Result is { } result)
        {
            json.WritePropertyName("v");
            result.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
