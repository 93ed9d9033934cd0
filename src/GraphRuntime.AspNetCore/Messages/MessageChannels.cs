using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.AspNetCore;

/// <summary>Which channels keep messages of Microsoft.Extensions.AI: their JSON has a role and a list of contents.</summary>
internal static class MessageChannels
{
    public static bool TakesChatMessages(StateSchema schema, string channel)
    {
        var info = schema.GetJsonTypeInfo(channel);
        if (info.Kind == JsonTypeInfoKind.Enumerable && ElementOf(info) is { } element)
        {
            info = schema.JsonOptions.GetTypeInfo(element);
        }

        return info.Kind == JsonTypeInfoKind.Object && info.Properties.Any(static property => property.Name.Equals("contents", StringComparison.OrdinalIgnoreCase));
    }

    private static Type? ElementOf(JsonTypeInfo list) => list.Type.IsArray ? list.Type.GetElementType() : list.Type.IsGenericType ? list.Type.GenericTypeArguments[^1] : null;
}
