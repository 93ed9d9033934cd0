using System.Text.Json;

namespace GraphRuntime.Channels;

/// <summary>How lists come in by the JSON door: an array adds its elements, and anything else is one element.</summary>
internal static class JsonLists
{
    public static T[] Elements<T>(JsonElement update, ChannelDefinition definition) => update.ValueKind == JsonValueKind.Array
        ? [.. update.EnumerateArray().Select(element => Single<T>(element, definition))]
        : [Single<T>(update, definition)];

    private static T Single<T>(JsonElement update, ChannelDefinition definition)
    {
        if (typeof(T) == typeof(JsonElement))
        {
            return (T)(object)update;
        }

        try
        {
            return update.Deserialize(GraphJson.TypeInfo<T>(definition.JsonOptions, definition.Name))!;
        }
        catch (Exception e) when (JsonFailures.IsWriteFailure(e))
        {
            throw InvalidUpdateException.WrongType(definition.Name, typeof(T), e);
        }
    }
}
