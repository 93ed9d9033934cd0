using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>How messages and what belongs to them are written as JSON: in checkpoints, in events, in questions and answers.</summary>
public static class ChatJson
{
    /// <summary>
    /// Options that know the content types of Microsoft.Extensions.AI and the types of this package, without reflection. Where the application has
    /// reflection, other types that stand in arguments, results or properties of messages are written by it.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The types of messages and of this package, for the options of a state.</summary>
    internal static IJsonTypeInfoResolver Resolver { get; } = new ChatTypes();

    /// <summary>Writes a value that a tool or a model gave as JSON.</summary>
    internal static JsonElement ToElement(object? value, JsonSerializerOptions? options = null) => value switch
    {
        JsonElement json => json,
        null => JsonElement.Parse("null"),
        _ => JsonSerializer.SerializeToElement(value, (options ?? Options).GetTypeInfo(value.GetType())),
    };

    internal static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions);
        // Last: how messages are written is for Microsoft.Extensions.AI to say, also of contents that this context has not heard of.
        options.TypeInfoResolverChain.Add(ChatJsonContext.Default);
        options.MakeReadOnly();
        return options;
    }
}
