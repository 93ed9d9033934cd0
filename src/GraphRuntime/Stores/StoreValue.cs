using System.Text.Json;
using System.Text.Unicode;

namespace GraphRuntime.Stores;

/// <summary>Looks at the bytes of a value.</summary>
internal static class StoreValue
{
    public static void Check(ReadOnlySpan<byte> value, string parameter)
    {
        if (!Utf8.IsValid(value) || !IsObject(value))
        {
            // The cause is left out on purpose: it would quote the value.
            throw new ArgumentException("The value is not a JSON object in UTF-8, or it is more than 64 levels deep. Wrap other values, for example as {\"value\":…}.", parameter);
        }
    }

    /// <summary>Whether every filter fits the value, which was checked when it was put.</summary>
    public static bool Fits(ReadOnlySpan<byte> value, IReadOnlyList<StoreFilter> filters)
    {
        foreach (var filter in filters)
        {
            var reader = new Utf8JsonReader(value);
            if (!filter.Fits(ref reader, Find(ref reader, filter.Field)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Goes to the value of a field; false where there is none. Of two fields with the same name the first is used.</summary>
    public static bool Find(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isField = reader.ValueTextEquals(field);
            reader.Read();
            if (isField)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool IsObject(ReadOnlySpan<byte> value)
    {
        try
        {
            var reader = new Utf8JsonReader(value);
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (isObject && reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }

            return isObject;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
