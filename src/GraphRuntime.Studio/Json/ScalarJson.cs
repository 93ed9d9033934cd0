using System.Text.Json.Serialization;

namespace GraphRuntime.Studio;

/// <summary>How scalars are written.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
internal sealed partial class ScalarJson : JsonSerializerContext;
