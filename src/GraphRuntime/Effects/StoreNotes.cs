using System.Text;
using System.Text.Json;
using GraphRuntime.Stores;

namespace GraphRuntime.Effects;

/// <summary>Writes to the long-term store as JSON, with what was there before them.</summary>
internal static class StoreNotes
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<StoreWrite> writes, IReadOnlyList<StoreItem?>? before = null)
    {
        json.WriteStartArray();
        for (var i = 0; i < writes.Count; i++)
        {
            json.WriteStartObject();
            json.WriteBase64String("n", writes[i].Key.Namespace.Encoded.Span);
            json.WriteString("k", writes[i].Key.Key);
            WriteValue(json, "w", "t", writes[i].Value, writes[i].TimeToLive);
            WriteValue(json, "b", "bt", before?[i]?.Value, before?[i]?.TimeToLive);
            WriteVectors(json, writes[i].Vectors);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static StoreWrite[] ReadWrites(JsonElement noted) => [.. noted.EnumerateArray().Select(ReadWrite)];

    /// <summary>Puts back what was there before; what somebody else has changed since is left alone.</summary>
    public static async ValueTask RestoreAsync(IStore store, JsonElement noted, CancellationToken cancellationToken)
    {
        var notes = noted.EnumerateArray().ToArray();
        var writes = ReadWrites(noted);
        var now = await store.ReadAsync(new StoreRead { Keys = [.. writes.Select(static write => write.Key)] }, cancellationToken).ConfigureAwait(false);
        var restored = new List<StoreWrite>();
        for (var i = 0; i < writes.Length; i++)
        {
            if (Same(now[i]?.Value, writes[i].Value))
            {
                restored.Add(Read(notes[i], "b", "bt"));
            }
        }

        if (restored.Count > 0)
        {
            await store.WriteAsync(new StoreWriteBatch { Writes = restored }, cancellationToken).ConfigureAwait(false);
        }
    }

    private static StoreWrite ReadWrite(JsonElement note)
    {
        var write = Read(note, "w", "t");
        return note.TryGetProperty("x", out var vectors)
            ? write with { Vectors = [.. vectors.EnumerateArray().Select(static v => new ReadOnlyMemory<float>([.. v.EnumerateArray().Select(static n => n.GetSingle())]))] }
            : write;
    }

    private static StoreWrite Read(JsonElement note, string valueName, string timeName)
    {
        var key = new StoreKey(StoreNamespace.Decode(note.GetProperty("n").GetBytesFromBase64()), note.GetProperty("k").GetString()!);
        if (!note.TryGetProperty(valueName, out var value))
        {
            return StoreWrite.Delete(key);
        }

        var put = StoreWrite.Put(key, Encoding.UTF8.GetBytes(value.GetString()!));
        return note.TryGetProperty(timeName, out var time) ? put with { TimeToLive = TimeSpan.FromTicks(time.GetInt64()) } : put;
    }

    private static void WriteValue(Utf8JsonWriter json, string valueName, string timeName, ReadOnlyMemory<byte>? value, TimeSpan? timeToLive)
    {
        if (value is not { } bytes)
        {
            return;
        }

        json.WriteString(valueName, bytes.Span);
        if (timeToLive is { } time)
        {
            json.WriteNumber(timeName, time.Ticks);
        }
    }

    private static void WriteVectors(Utf8JsonWriter json, IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        if (vectors.Count == 0)
        {
            return;
        }

        json.WriteStartArray("x");
        foreach (var vector in vectors)
        {
            json.WriteStartArray();
            foreach (var number in vector.Span)
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static bool Same(ReadOnlyMemory<byte>? one, ReadOnlyMemory<byte>? other)
    {
        if (one is null || other is null)
        {
            return one is null && other is null;
        }

        using var left = JsonDocument.Parse(one.Value);
        using var right = JsonDocument.Parse(other.Value);
        return JsonElement.DeepEquals(left.RootElement, right.RootElement);
    }
}
