using System.Text.Json.Serialization;

namespace TaskMaistro.Assistant;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ToDo))]
[JsonSerializable(typeof(ToDoChanges))]
internal sealed partial class ToDoJson : JsonSerializerContext;
