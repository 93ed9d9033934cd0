using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.AspNetCore;

/// <summary>Schemas of what the endpoints take and answer, with the names that they have on the wire, whatever naming the application has for its own types.</summary>
internal sealed class DescribedTypes : IJsonTypeInfoResolver
{
    private readonly IJsonTypeInfoResolver _types = JsonTypeInfoResolver.Combine(WireJson.Default, DescriptionJson.Default).WithAddedModifier(static type =>
    {
        foreach (var property in type.Properties)
        {
            property.Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        }
    });

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => IsOurs(type) ? _types.GetTypeInfo(type, options) : null;

    /// <summary>Whether a type is of this package, or holds one: those of the application are not described here.</summary>
    private static bool IsOurs(Type type) => type.Assembly == typeof(DescribedTypes).Assembly || (type.IsGenericType && Array.Exists(type.GenericTypeArguments, IsOurs));
}

/// <summary>Types that are described and never read or written: endpoints write their JSON member by member.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(WireProblem))]
[JsonSerializable(typeof(List<WireThread>))]
[JsonSerializable(typeof(WirePruned))]
[JsonSerializable(typeof(List<WireState>))]
[JsonSerializable(typeof(WireEditedState))]
[JsonSerializable(typeof(List<WireRun>))]
[JsonSerializable(typeof(List<WireAssistant>))]
[JsonSerializable(typeof(WireGraph))]
[JsonSerializable(typeof(WireSchemas))]
[JsonSerializable(typeof(Dictionary<string, WireSubgraphSchemas>))]
[JsonSerializable(typeof(WireItem))]
[JsonSerializable(typeof(WireItems))]
[JsonSerializable(typeof(WireNamespaces))]
[JsonSerializable(typeof(List<WireCron>))]
[JsonSerializable(typeof(WireOk))]
[JsonSerializable(typeof(WireInfo))]
[JsonSerializable(typeof(WireCommand))]
[JsonSerializable(typeof(WireReply))]
[JsonSerializable(typeof(WireSubscription))]
internal sealed partial class DescriptionJson : JsonSerializerContext;
