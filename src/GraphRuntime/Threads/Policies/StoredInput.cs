using System.Buffers;
using System.Text.Json;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Threads;

/// <summary>What the coordinator keeps with an encoded input, beside what the graph put there. Graphs do not look at these entries.</summary>
internal static class StoredInput
{
    /// <summary>The runs whose inputs were merged into this one.</summary>
    public const string Origins = "$origins";

    /// <summary>When the first of the debounced inputs came, in ticks.</summary>
    public const string Since = "$since";

    /// <summary>The run waits until the question that was open when it came is answered.</summary>
    public const string Held = "$held";

    /// <summary>The run only undoes what rolled-back runs did.</summary>
    public const string Cleanup = "$cleanup";

    public static bool IsOwn(string name) => name.StartsWith('$');

    /// <summary>The same input with an entry; an input that is no JSON object stays as it is.</summary>
    public static ReadOnlyMemory<byte> With(ReadOnlyMemory<byte> input, string name, Action<Utf8JsonWriter> write)
    {
        using var document = input.IsEmpty ? JsonDocument.Parse("{}") : JsonDocument.Parse(input);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return input;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            json.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject().Where(p => p.Name != name))
            {
                property.WriteTo(json);
            }

            json.WritePropertyName(name);
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static bool IsHeld(ReadOnlyMemory<byte> input) => Read(input, Held, static _ => true);

    public static bool IsCleanup(ReadOnlyMemory<byte> input) => Read(input, Cleanup, static _ => true);

    public static long? SinceTicks(ReadOnlyMemory<byte> input) => Read(input, Since, static e => (long?)e.GetInt64());

    public static IReadOnlyList<RunOrigin> ReadOrigins(ReadOnlyMemory<byte> input) =>
        Read(input, Origins, static e => e.EnumerateArray().Select(ReadOrigin).ToArray()) ?? [];

    public static void WriteOrigins(Utf8JsonWriter json, IEnumerable<RunOrigin> origins)
    {
        json.WriteStartArray();
        foreach (var origin in origins)
        {
            json.WriteStartObject();
            json.WriteString("run", origin.RunId);
            json.WriteString("at", origin.CreatedAt);
            json.WritePropertyName("input");
            json.WriteRawValue(origin.Input.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The input without the entries of the coordinator.</summary>
    public static ReadOnlyMemory<byte> Bare(ReadOnlyMemory<byte> input)
    {
        if (input.IsEmpty)
        {
            return "null"u8.ToArray();
        }

        using var document = JsonDocument.Parse(input);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return input;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            json.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject().Where(static p => !IsOwn(p.Name)))
            {
                property.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static RunOrigin ReadOrigin(JsonElement stored) => new(
        stored.GetProperty("run").GetString()!,
        stored.GetProperty("at").GetDateTimeOffset(),
        JsonBytes(stored.GetProperty("input")));

    private static ReadOnlyMemory<byte> JsonBytes(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            element.WriteTo(json);
        }

        return buffer.WrittenMemory;
    }

    private static T? Read<T>(ReadOnlyMemory<byte> input, string name, Func<JsonElement, T> read)
    {
        if (input.IsEmpty || !input.Span.StartsWith("{"u8) || input.Span.IndexOf("\"$"u8) < 0)
        {
            return default;
        }

        using var document = JsonDocument.Parse(input);
        return document.RootElement.TryGetProperty(name, out var entry) ? read(entry) : default;
    }
}
