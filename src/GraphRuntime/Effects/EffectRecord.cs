using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Effects;

/// <summary>What is stored about an effect.</summary>
/// <param name="State">How far it is.</param>
/// <param name="RunId">The run that claimed it.</param>
/// <param name="At">When it was claimed.</param>
/// <param name="Value">Its result, for one that happened.</param>
internal sealed record EffectRecord(EffectState State, string RunId, DateTimeOffset At, JsonElement? Value)
{
    public static EffectRecord Read(JsonElement stored) => new(
        (EffectState)stored.GetProperty(StoredFormat.Effect.State).GetInt32(),
        stored.GetProperty(StoredFormat.Effect.Run).GetString()!,
        stored.GetProperty(StoredFormat.Effect.At).GetDateTimeOffset(),
        stored.TryGetProperty(StoredFormat.Effect.Value, out var value) ? value.Clone() : null);

    public PendingWrite ToWrite(ICheckpointCodec? codec, int maxValueBytes, string taskId, string key)
    {
        using var writer = new CheckpointWriter(codec, maxValueBytes);
        writer.BeginValue();
        Write(writer.Json);
        return new PendingWrite($"{taskId}|{EffectKey.Stored(codec, key)}", PendingWriteKind.Effect, writer.EndPiece());
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber(StoredFormat.Effect.State, (int)State);
        json.WriteString(StoredFormat.Effect.Run, RunId);
        json.WriteString(StoredFormat.Effect.At, At);
        if (Value is { } value)
        {
            json.WritePropertyName(StoredFormat.Effect.Value);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
