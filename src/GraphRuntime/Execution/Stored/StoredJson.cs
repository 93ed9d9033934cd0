using System.Text.Json;
using System.Text.Json.Nodes;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Execution;

/// <summary>Reads stored channels as plain JSON, before they have a type.</summary>
internal static class StoredJson
{
    public static JsonNode? Read(StoredChannel stored, StoredValueReader reader)
    {
        if (!stored.Reference.IsLog)
        {
            return Parse(reader.ReadBytes(stored), reader, stored);
        }

        JsonNode? whole = null;
        foreach (var frame in reader.Frames(stored))
        {
            whole = Add(whole, Parse(frame, reader, stored));
        }

        return whole;
    }

    /// <summary>What a log gained after a length, as one piece.</summary>
    public static JsonNode? ReadAdded(StoredChannel stored, long after, StoredValueReader reader)
    {
        JsonNode? added = null;
        long position = 0;
        foreach (var (frame, length) in reader.SizedFrames(stored))
        {
            if (position >= after)
            {
                added = Add(added, Parse(frame, reader, stored));
            }

            position += length;
        }

        return added;
    }

    private static JsonNode? Add(JsonNode? whole, JsonNode? part)
    {
        switch (whole, part)
        {
            case (JsonArray list, JsonArray items):
                foreach (var item in items.ToArray())
                {
                    items.Remove(item);
                    list.Add(item);
                }

                return list;
            case (JsonObject map, JsonObject entries):
                foreach (var (key, value) in entries)
                {
                    map[key] = value?.DeepClone();
                }

                return map;
            default:
                return part;
        }
    }

    private static JsonNode? Parse(ReadOnlyMemory<byte> bytes, StoredValueReader reader, StoredChannel stored)
    {
        try
        {
            return ToNode(JsonElement.Parse(bytes.Span));
        }
        catch (JsonException e)
        {
            throw reader.Corrupted(stored.Reference.Channel, "it is not JSON", e);
        }
    }

    /// <summary>Where several tasks of a superstep wrote one entry of a dictionary, its log has the entry several times. The last one counts.</summary>
    private static JsonNode? ToNode(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.Array:
                return JsonArray.Create(value);
            case JsonValueKind.Object:
                var map = new JsonObject();
                foreach (var entry in value.EnumerateObject())
                {
                    map[entry.Name] = ToNode(entry.Value);
                }

                return map;
            default:
                return JsonValue.Create(value);
        }
    }
}
