using System.Text.Json;

namespace GraphRuntime.Reliability.Tests.Hostile;

/// <summary>A state with parts that have no type of their own.</summary>
[GraphState]
public sealed partial record OpenState
{
    public JsonElement Given { get; init; }

    public JsonElement Kept { get; init; }
}
