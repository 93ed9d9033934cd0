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

    /// <summary>The types of this package and of Microsoft.Extensions.AI, for the options of a state.</summary>
    internal static IJsonTypeInfoResolver Resolver { get; } = JsonTypeInfoResolver.Combine(ChatJsonContext.Default, AIJsonUtilities.DefaultOptions.TypeInfoResolver);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions);
        options.TypeInfoResolverChain.Add(ChatJsonContext.Default);
        options.MakeReadOnly();
        return options;
    }
}
