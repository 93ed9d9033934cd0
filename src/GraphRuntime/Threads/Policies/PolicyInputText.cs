using System.Text;
using System.Text.Json;

namespace GraphRuntime.Threads;

/// <summary>Finds the texts in an encoded input.</summary>
internal static class PolicyInputText
{
    public static string Of(ReadOnlyMemory<byte> input)
    {
        if (input.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        using var document = JsonDocument.Parse(input);
        Collect(document.RootElement, text);
        return text.ToString();
    }

    private static void Collect(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                text.AppendLine(element.GetString());
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, text);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject().Where(static p => !StoredInput.IsOwn(p.Name)))
                {
                    Collect(property.Value, text);
                }

                break;
            default:
                break;
        }
    }
}
