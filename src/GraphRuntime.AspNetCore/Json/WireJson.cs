using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.AspNetCore;

/// <summary>How the bodies of requests are read. Names are in snake case, unknown members are ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    MaxDepth = MaxDepth,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TextsConverter)])]
[JsonSerializable(typeof(CreateThreadRequest))]
[JsonSerializable(typeof(PatchThreadRequest))]
[JsonSerializable(typeof(SearchThreadsRequest))]
[JsonSerializable(typeof(PruneThreadsRequest))]
[JsonSerializable(typeof(UpdateStateRequest))]
[JsonSerializable(typeof(ReadStateRequest))]
[JsonSerializable(typeof(HistoryRequest))]
[JsonSerializable(typeof(CreateRunRequest))]
[JsonSerializable(typeof(List<CreateRunRequest>))]
[JsonSerializable(typeof(RunConfigRequest))]
[JsonSerializable(typeof(CancelRunsRequest))]
[JsonSerializable(typeof(CreateCronRequest))]
[JsonSerializable(typeof(SearchCronsRequest))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(StoredRunRequest))]
[JsonSerializable(typeof(CreateAssistantRequest))]
[JsonSerializable(typeof(SearchAssistantsRequest))]
[JsonSerializable(typeof(AssistantVersionsRequest))]
[JsonSerializable(typeof(Assistant))]
[JsonSerializable(typeof(PutItemRequest))]
[JsonSerializable(typeof(DeleteItemRequest))]
[JsonSerializable(typeof(SearchItemsRequest))]
[JsonSerializable(typeof(ListNamespacesRequest))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>How deep a body may be nested: what is stored has to be read again with an envelope around it.</summary>
    public const int MaxDepth = 48;
}
