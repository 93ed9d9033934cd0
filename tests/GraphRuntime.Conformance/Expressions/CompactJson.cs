using System.Globalization;
using System.Text;

namespace GraphRuntime.Conformance.Expressions;

/// <summary>JSON without spaces and with sorted keys: one text for equal values.</summary>
internal static class CompactJson
{
    public static string Write(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    /// <summary>A string as it is, anything else as compact JSON.</summary>
    public static string ToText(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : Write(value);

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(text, value);
                break;
            case JsonValueKind.Array:
                WriteList(text, value);
                break;
            case JsonValueKind.String:
                WriteText(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(value.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : value.GetRawText());
                break;
            case JsonValueKind.Undefined:
                text.Append("null");
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteObject(StringBuilder text, JsonElement value)
    {
        text.Append('{');
        var separator = "";
        foreach (var member in value.EnumerateObject().OrderBy(static m => m.Name, StringComparer.Ordinal))
        {
            text.Append(separator);
            WriteText(text, member.Name);
            text.Append(':');
            Write(text, member.Value);
            separator = ",";
        }

        text.Append('}');
    }

    private static void WriteList(StringBuilder text, JsonElement value)
    {
        text.Append('[');
        var separator = "";
        foreach (var item in value.EnumerateArray())
        {
            text.Append(separator);
            Write(text, item);
            separator = ",";
        }

        text.Append(']');
    }

    private static void WriteText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        text.Append('"');
    }
}
