using GraphRuntime.AspNetCore.Tests.Rest;

namespace GraphRuntime.AspNetCore.Tests.OpenApi;

/// <summary>The OpenAPI document of a server, made by the generator of the framework.</summary>
internal sealed class ApiDocument(JsonElement root)
{
    private static readonly string[] s_methods = ["get", "post", "put", "patch", "delete"];

    public static async Task<ApiDocument> ReadAsync(ApiHost host) => new(JsonDocument.Parse(await host.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement);

    /// <summary>The operations below the prefix of the graph runtime, by method and path, as in <c>GET /threads/{thread}</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Operations { get; } = root.GetProperty("paths").EnumerateObject()
        .Where(static path => path.Name.StartsWith("/api/", StringComparison.Ordinal))
        .SelectMany(static path => path.Value.EnumerateObject()
            .Where(static operation => s_methods.Contains(operation.Name))
            .Select(operation => (Name: $"{operation.Name.ToUpperInvariant()} {path.Name["/api".Length..]}", operation.Value)))
        .ToDictionary(static operation => operation.Name, static operation => operation.Value);

    public static JsonElement? BodyOf(JsonElement operation) => operation.TryGetProperty("requestBody", out var body)
        ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema")
        : null;

    public static JsonElement? ResponseOf(JsonElement operation, int status) => operation.GetProperty("responses").TryGetProperty($"{status}", out var response) ? response : null;

    public JsonElement Resolve(JsonElement schema) => schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference)
        ? Resolve(reference.GetString()!.Split('/').Skip(1).Aggregate(root, static (at, name) => at.GetProperty(name)))
        : schema;

    /// <summary>What a value has that its schema does not say; <see langword="null"/> where it fits.</summary>
    public string? Misfit(JsonElement schema, JsonElement value, string path = "$")
    {
        schema = Resolve(schema);
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (schema.TryGetProperty("oneOf", out var choices))
        {
            var misfits = choices.EnumerateArray().Select(choice => Misfit(choice, value, path)).ToArray();
            return Array.Exists(misfits, static misfit => misfit is null) ? null : misfits[^1];
        }

        if (schema.TryGetProperty("type", out var type) && !Types(type).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(type).Contains("number")))
        {
            return $"{path} is {TypeOf(value)}, and not {type}";
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => ObjectMisfit(schema, value, path),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) => value.EnumerateArray().Select((item, i) => Misfit(items, item, $"{path}[{i}]")).FirstOrDefault(static misfit => misfit is not null),
            _ => null,
        };
    }

    private string? ObjectMisfit(JsonElement schema, JsonElement value, string path)
    {
        schema.TryGetProperty("properties", out var properties);
        schema.TryGetProperty("additionalProperties", out var rest);
        foreach (var member in value.EnumerateObject())
        {
            var misfit = properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(member.Name, out var known) ? Misfit(known, member.Value, $"{path}.{member.Name}")
                : rest.ValueKind == JsonValueKind.Object ? Misfit(rest, member.Value, $"{path}.{member.Name}")
                : properties.ValueKind == JsonValueKind.Object ? $"{path} has no member '{member.Name}'"
                : null;
            if (misfit is not null)
            {
                return misfit;
            }
        }

        return null;
    }

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(static name => name.GetString()!) : [type.GetString()!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
