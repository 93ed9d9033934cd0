using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GraphRuntime.Checkpointing;

/// <summary>Where the work stands, as text: a JSON array of the name of a table and the parts of a key.</summary>
internal static class ContentPosition
{
    public static string Write(ContentTable table, object[] key)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(table.Name);
            foreach (var part in key)
            {
                json.WriteStringValue(Text(part));
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <exception cref="ArgumentException">The text is no position in these tables.</exception>
    public static (int Table, object[]? Key) Read(IReadOnlyList<ContentTable> tables, string? position)
    {
        if (position is null)
        {
            return (0, null);
        }

        try
        {
            using var document = JsonDocument.Parse(position);
            string[] parts = [.. document.RootElement.EnumerateArray().Select(static part => part.GetString()!)];
            for (var i = 0; i < tables.Count; i++)
            {
                if (tables[i].Name == parts[0] && tables[i].Keys.Count == parts.Length - 1)
                {
                    return (i, [.. tables[i].Keys.Zip(parts[1..], Part)]);
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
        }

        throw new ArgumentException($"'{position}' is no position of this storage. Use one that an earlier call reported, or null to begin at the beginning.", nameof(position));
    }

    public static string Text(object part) => part switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => (string)part,
    };

    private static object Part(ContentKey kind, string text) => kind switch
    {
        ContentKey.Number => long.Parse(text, CultureInfo.InvariantCulture),
        ContentKey.Bytes => Convert.FromHexString(text),
        _ => text,
    };
}
