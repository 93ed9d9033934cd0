using System.Globalization;
using System.Text.Json;

namespace GraphRuntime.Values;

/// <summary>
/// Compares JSON with a schema that <see cref="ValueSchema"/> made. It knows the keywords that occur there; any other keyword is ignored.
/// </summary>
/// <param name="root">The schema, to which references point.</param>
/// <param name="ignoresCase">Whether the reader takes names of members in any case.</param>
internal sealed class SchemaCheck(JsonElement root, bool ignoresCase)
{
    private readonly StringComparison _names = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The first place where the value does not fit, and what is expected there; <see langword="null"/> where all of it fits.</summary>
    public static string? FindMismatch(JsonElement value, JsonElement schema, bool ignoresCase) => new SchemaCheck(schema, ignoresCase).Find(value, schema, "$");

    private string? Find(JsonElement value, JsonElement schema, string path)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema.ValueKind == JsonValueKind.False ? $"{path}: nothing is allowed here" : null;
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Find(value, Resolve(reference.GetString()!), path);
        }

        return FindType(value, schema, path)
            ?? FindConstant(value, schema, path)
            ?? value.ValueKind switch
            {
                JsonValueKind.Object => FindMember(value, schema, path),
                JsonValueKind.Array => FindItem(value, schema, path),
                JsonValueKind.String => TextFormats.FindMismatch(value, schema, path),
                JsonValueKind.Number => FindRange(value, schema, path),
                _ => null,
            }
            ?? FindAlternative(value, schema, path);
    }

    private static string? FindType(JsonElement value, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }

        string[] allowed = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(static t => t.GetString()!)] : [type.GetString()!];
        return Array.Exists(allowed, name => IsOfType(value, name)) ? null : Mismatch(path, string.Join(" or ", allowed), value);
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => NameOf(value.ValueKind) == type,
    };

    /// <summary>Names of enumerations are read in any case.</summary>
    private static string? FindConstant(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(value, constant))
        {
            return Mismatch(path, constant.GetRawText(), value);
        }

        return schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => IsSame(value, one))
            ? Mismatch(path, $"one of {string.Join(", ", allowed.EnumerateArray().Select(static one => one.GetRawText()))}", value)
            : null;
    }

    private static bool IsSame(JsonElement value, JsonElement allowed) => value.ValueKind == JsonValueKind.String && allowed.ValueKind == JsonValueKind.String
        ? string.Equals(value.GetString(), allowed.GetString(), StringComparison.OrdinalIgnoreCase)
        : JsonElement.DeepEquals(value, allowed);

    private string? FindMember(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(static r => r.GetString()!))
            {
                if (!value.EnumerateObject().Any(member => string.Equals(member.Name, name, _names)))
                {
                    return $"{path}: '{name}' is missing";
                }
            }
        }

        var hasOthers = schema.TryGetProperty("additionalProperties", out var others);
        foreach (var member in value.EnumerateObject())
        {
            var below = $"{path}.{member.Name}";
            var problem = Declared(schema, member.Name) is { } declared ? Find(member.Value, declared, below)
                : hasOthers && member.Name is not ['$', ..] ? Find(member.Value, others, below)
                : null;
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private JsonElement? Declared(JsonElement schema, string name)
    {
        if (!schema.TryGetProperty("properties", out var members))
        {
            return null;
        }

        foreach (var member in members.EnumerateObject())
        {
            if (string.Equals(member.Name, name, _names))
            {
                return member.Value;
            }
        }

        return null;
    }

    private string? FindItem(JsonElement value, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("items", out var items))
        {
            return null;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (Find(item, items, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]")) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>If the type or discriminator of the value leaves a single alternative, reports the mismatch in that one.</summary>
    private string? FindAlternative(JsonElement value, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("anyOf", out var alternatives))
        {
            return null;
        }

        var problems = alternatives.EnumerateArray().Select(one => Find(value, one, path)).ToArray();
        if (problems.Length == 0 || Array.Exists(problems, static problem => problem is null))
        {
            return null;
        }

        var near = Array.FindAll(problems, problem => !problem!.StartsWith($"{path}: ", StringComparison.Ordinal) && !problem.StartsWith($"{path}.$", StringComparison.Ordinal));
        return near.Length == 1 ? near[0] : problems.Length == 1 ? problems[0] : $"{path}: fits none of the {problems.Length} alternatives ({string.Join("; ", problems)})";
    }

    private static string? FindRange(JsonElement value, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("minimum", out var minimum) || !schema.TryGetProperty("maximum", out var maximum))
        {
            return null;
        }

        return value.TryGetDecimal(out var number) && number >= minimum.GetDecimal() && number <= maximum.GetDecimal()
            ? null
            : $"{path}: expected a number from {minimum.GetRawText()} to {maximum.GetRawText()}";
    }

    /// <summary>Follows a JSON pointer into the schema.</summary>
    private JsonElement Resolve(string reference)
    {
        var schema = root;
        foreach (var part in reference.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            schema = schema.ValueKind == JsonValueKind.Array ? schema[int.Parse(name, CultureInfo.InvariantCulture)] : schema.GetProperty(name);
        }

        return schema;
    }

    private static string Mismatch(string path, string expected, JsonElement value) => $"{path}: expected {expected}, found {NameOf(value.ValueKind)}";

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "null",
    };
}
