using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Channels;

/// <summary>Tells values that nobody can change from objects that are copied before they are kept.</summary>
internal static class PlainValues
{
    public static bool Are<T>() => typeof(T).IsPrimitive || typeof(T).IsEnum
        || typeof(T) == typeof(string) || typeof(T) == typeof(JsonElement) || typeof(T) == typeof(decimal) || typeof(T) == typeof(Guid)
        || typeof(T) == typeof(DateTime) || typeof(T) == typeof(DateTimeOffset) || typeof(T) == typeof(TimeSpan);

    /// <summary>
    /// Prepares an array for copies that take the place of its elements. Readers may hold a view of it: to them one object is replaced by an equal
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
}
