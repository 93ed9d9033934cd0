using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Values;

/// <summary>Makes the JSON schema of a type, as the serializer reads it. The result is cached for each type and options.</summary>
internal static class ValueSchema
{
    private static readonly ConditionalWeakTable<JsonTypeInfo, Entry> s_known = [];
    private static readonly JsonSchemaExporterOptions s_exporter = new() { TransformSchemaNode = Refine };

    /// <summary>The smallest and largest value of each number type: the exporter writes only "integer" for all of them.</summary>
    private static readonly Dictionary<Type, (decimal Min, decimal Max)> s_ranges = new()
    {
        [typeof(byte)] = (byte.MinValue, byte.MaxValue),
        [typeof(sbyte)] = (sbyte.MinValue, sbyte.MaxValue),
        [typeof(short)] = (short.MinValue, short.MaxValue),
        [typeof(ushort)] = (ushort.MinValue, ushort.MaxValue),
        [typeof(int)] = (int.MinValue, int.MaxValue),
        [typeof(uint)] = (uint.MinValue, uint.MaxValue),
        [typeof(long)] = (long.MinValue, long.MaxValue),
        [typeof(ulong)] = (ulong.MinValue, ulong.MaxValue),
        [typeof(decimal)] = (decimal.MinValue, decimal.MaxValue),
    };

    /// <summary>The schema, or <see langword="null"/> where any JSON would do or the serializer cannot describe the type.</summary>
    public static JsonElement? Of(JsonTypeInfo info) => s_known.GetValue(info, static i => new Entry(Export(i))).Schema;

    private static JsonElement? Export(JsonTypeInfo info)
    {
        try
        {
            var schema = info.GetJsonSchemaAsNode(s_exporter);
            return schema.GetValueKind() == JsonValueKind.Object ? JsonElement.Parse(schema.ToJsonString()) : null;
        }
        catch (NotSupportedException)
        {
            // The options preserve references. The serializer has no schema for that.
            return null;
        }
    }

    private static JsonNode Refine(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(BigInteger) && context.TypeInfo.Converter is BigIntegerConverter)
        {
            return new JsonObject { ["type"] = "integer" };
        }

        if (schema is not JsonObject described)
        {
            return schema;
        }

        if (s_ranges.TryGetValue(type, out var range) && described.ContainsKey("type"))
        {
            described["minimum"] = range.Min;
            described["maximum"] = range.Max;
        }
        else if (type == typeof(byte[]) || type == typeof(Memory<byte>) || type == typeof(ReadOnlyMemory<byte>))
        {
            described["contentEncoding"] = "base64";
        }
        else if (context.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            DropOptional(context.TypeInfo, described);
        }

        return schema;
    }

    /// <summary>Members that the serializer may leave out when it writes cannot be required: what it wrote would not fit.</summary>
    private static void DropOptional(JsonTypeInfo info, JsonObject schema)
    {
        if (schema["required"] is not JsonArray required)
        {
            return;
        }

        foreach (var member in info.Properties.Where(static p => !p.IsRequired && (p.ShouldSerialize is not null || p.Options.DefaultIgnoreCondition != default)))
        {
            if (required.FirstOrDefault(name => name!.GetValue<string>() == member.Name) is { } entry)
            {
                required.Remove(entry);
            }
        }

        if (required.Count == 0)
        {
            schema.Remove("required");
        }
    }

    private sealed record Entry(JsonElement? Schema);
}
