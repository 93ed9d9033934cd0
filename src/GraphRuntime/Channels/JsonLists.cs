using System.Collections.Immutable;
using System.Text.Json;

namespace GraphRuntime.Channels;

/// <summary>How lists come in: by the JSON door an array adds its elements and anything else is one element; by the typed one a list is read in place if it can be.</summary>
internal static class JsonLists
{
    public static ReadOnlySpan<T> Span<T>(IReadOnlyList<T>? list) => list switch
    {
        null => default,
        T[] array => array,
        ArraySegment<T> segment => segment,
        _ => list.ToArray(),
    };

    public static ImmutableArray<T> Elements<TList, T>(JsonElement update, ChannelDefinition<TList, ImmutableArray<T>> definition)
    {
        if (update.ValueKind == JsonValueKind.Array && typeof(T) == typeof(JsonElement))
        {
            return (ImmutableArray<T>)(object)update.EnumerateArray().ToImmutableArray();
        }

        return update.ValueKind == JsonValueKind.Array ? definition.ParseUpdate(update) : [Single<T>(update, definition)];
    }

    public static T Single<T>(JsonElement update, ChannelDefinition definition)
    {
        if (typeof(T) == typeof(JsonElement))
        {
            return (T)(object)update;
        }

        try
        {
            return update.Deserialize(GraphJson.TypeInfo<T>(definition.JsonOptions, definition.Name))!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw InvalidUpdateException.WrongType(definition.Name, typeof(T), e);
        }
    }
}
