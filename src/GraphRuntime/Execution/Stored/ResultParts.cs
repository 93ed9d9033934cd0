using System.Buffers;
using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>
/// Adds writes to a stored result. A subgraph that shares the state may have written one channel several times, so that a result can have a name twice;
/// a <see cref="System.Text.Json.Nodes.JsonObject"/> cannot.
/// </summary>
internal sealed class ResultParts
{
    private readonly List<(string Part, string Channel, JsonElement Value)> _added = [];

    public void Add(string part, string channel, JsonElement value) => _added.Add((part, channel, value));

    /// <summary>The result with what was added.</summary>
    /// <param name="result">The result.</param>
    /// <param name="without">A part that is left out; <see langword="null"/> for none.</param>
    public JsonElement Complete(JsonElement result, string? without = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            json.WriteStartObject();
            foreach (var part in result.EnumerateObject())
            {
                if (part.Name is not (StoredFormat.Result.Writes or StoredFormat.Result.Overwrites) && part.Name != without)
                {
                    part.WriteTo(json);
                }
            }

            Write(json, result, StoredFormat.Result.Writes);
            Write(json, result, StoredFormat.Result.Overwrites);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private void Write(Utf8JsonWriter json, JsonElement result, string part)
    {
        var has = result.TryGetProperty(part, out var stored);
        if (!has && !_added.Exists(added => added.Part == part))
        {
            return;
        }

        json.WriteStartObject(part);
        if (has)
        {
            foreach (var write in stored.EnumerateObject())
            {
                write.WriteTo(json);
            }
        }

        foreach (var (_, channel, value) in _added.Where(added => added.Part == part))
        {
            json.WritePropertyName(channel);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
