using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>How the values of random graphs are written.</summary>
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(ImmutableList<string>))]
[JsonSerializable(typeof(ImmutableDictionary<string, string>))]
internal sealed partial class PlanJson : JsonSerializerContext;
