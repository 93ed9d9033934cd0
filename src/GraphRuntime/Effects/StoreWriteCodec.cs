using System.Text;
using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Diagnostics;
using GraphRuntime.Stores;

namespace GraphRuntime.Effects;

/// <summary>Store writes as JSON, with the items that they replace.</summary>
internal static class StoreWriteCodec
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<StoreWrite> writes, IReadOnlyList<StoreItem?>? before = null)
    {
        json.WriteStartArray();
        for (var i = 0; i < writes.Count; i++)
        {
            json.WriteStartObject();
            json.WriteBase64String(StoredFormat.StoreWrite.Namespace, writes[i].Key.Namespace.Encoded.Span);
            json.WriteString(StoredFormat.StoreWrite.Key, writes[i].Key.Key);
            WriteValue(json, StoredFormat.StoreWrite.Value, StoredFormat.StoreWrite.TimeToLive, writes[i].Value, writes[i].TimeToLive);
            WriteValue(json, StoredFormat.StoreWrite.PreviousValue, StoredFormat.StoreWrite.PreviousTimeToLive, before?[i]?.Value, before?[i]?.TimeToLive);
            WriteVectors(json, writes[i].Vectors);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static StoreWrite[] ReadWrites(JsonElement stored) => [.. stored.EnumerateArray().Select(ReadWrite)];

    /// <summary>Restores the previous items, except those that were changed since.</summary>
    public static async ValueTask RestoreAsync(IStore store, JsonElement stored, CancellationToken cancellationToken)
    {
        var entries = stored.EnumerateArray().ToArray();
        var writes = ReadWrites(stored);
        var now = await store.ReadAsync(new StoreRead { Keys = [.. writes.Select(static write => write.Key)] }, cancellationToken).ConfigureAwait(false);
        var restored = new List<StoreWrite>();
        for (var i = 0; i < writes.Length; i++)
        {
            if (Same(now[i]?.Value, writes[i].Value))
            {
                restored.Add(Read(entries[i], StoredFormat.StoreWrite.PreviousValue, StoredFormat.StoreWrite.PreviousTimeToLive));
            }
        }

        if (restored.Count > 0)
        {
            await store.WriteAsync(new StoreWriteBatch { Writes = restored }, cancellationToken).ConfigureAwait(false);
        }
    }

    private static StoreWrite ReadWrite(JsonElement entry)
    {
        var write = Read(entry, StoredFormat.StoreWrite.Value, StoredFormat.StoreWrite.TimeToLive);
        return entry.TryGetProperty(StoredFormat.StoreWrite.Vectors, out var vectors)
            ? write with { Vectors = [.. vectors.EnumerateArray().Select(static v => new ReadOnlyMemory<float>([.. v.EnumerateArray().Select(static n => n.GetSingle())]))] }
            : write;
    }

    private static StoreWrite Read(JsonElement entry, string valueName, string timeName)
    {
        var key = new StoreKey(StoreNamespace.Decode(entry.GetProperty(StoredFormat.StoreWrite.Namespace).GetBytesFromBase64()), entry.GetProperty(StoredFormat.StoreWrite.Key).GetString()!);
        if (!entry.TryGetProperty(valueName, out var value))
        {
            return StoreWrite.Delete(key);
        }

        var put = StoreWrite.Put(key, Encoding.UTF8.GetBytes(value.GetString()!));
        return entry.TryGetProperty(timeName, out var time) ? put with { TimeToLive = TimeSpan.FromTicks(time.GetInt64()) } : put;
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

        json.WriteStartArray(StoredFormat.StoreWrite.Vectors);
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
