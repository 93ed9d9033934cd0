using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Channels;

/// <summary>Distinguishes immutable values from objects that must be copied before they are kept.</summary>
internal static class PlainValues
{
    public static bool Are<T>() => typeof(T).IsPrimitive || typeof(T).IsEnum
        || typeof(T) == typeof(string) || typeof(T) == typeof(JsonElement) || typeof(T) == typeof(decimal) || typeof(T) == typeof(Guid)
        || typeof(T) == typeof(DateTime) || typeof(T) == typeof(DateTimeOffset) || typeof(T) == typeof(TimeSpan);

    /// <summary>
    /// Prepares an array whose elements are replaced by copies. Readers may hold a view of it: to them one object is replaced by an equal
    /// one, but a value of several words could be torn.
    /// </summary>
    public static void Unshare<T>(ref T[] items)
    {
        if (typeof(T).IsValueType)
        {
            items = [.. items];
        }
    }

    /// <summary>What the store would give back for a value.</summary>
    public static T Copy<T>(T value, JsonTypeInfo<T> info) => JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(value, info), info)!;

    /// <summary>Whether the store would give back the same for two values. A value that it refuses is the same as no other.</summary>
    public static bool AreSame<T>(T left, T right, JsonTypeInfo<T> info)
    {
        if (left is string || left is null || right is null)
        {
            return Equals(left, right);
        }

        if (left is JsonElement one && right is JsonElement other)
        {
            return one.ValueKind == other.ValueKind && (one.ValueKind == JsonValueKind.Undefined || one.GetRawText() == other.GetRawText());
        }

        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(left, info).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(right, info));
        }
        catch (Exception e) when (JsonFailures.IsWriteFailure(e))
        {
            return false;
        }
    }
}
