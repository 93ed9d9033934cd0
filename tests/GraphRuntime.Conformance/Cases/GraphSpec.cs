using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Cases;

/// <summary>A graph as the case describes it.</summary>
internal sealed class GraphSpec(string name, JsonElement json)
{
    public string Name { get; } = name;

    public IReadOnlyList<JsonProperty> Channels { get; } = [.. json.GetProperty("state").EnumerateObject()];

    public IReadOnlyList<NodeSpec> Nodes { get; } = [.. json.Member("nodes").Items().Select(static n => new NodeSpec(n))];

    public IEnumerable<JsonElement> Edges => json.Member("edges").Items();

    /// <summary>The edges that wait for several nodes.</summary>
    public IEnumerable<(IReadOnlyList<string> Sources, string Target)> Joins => Edges
        .Where(static e => e[0].ValueKind == JsonValueKind.Array)
        .Select(static e => ((IReadOnlyList<string>)[.. e[0].EnumerateArray().Select(static n => n.GetString()!)], e[1].GetString()!));

    public IEnumerable<JsonElement> Branches => json.Member("branches").Items();

    public string[]? Input { get; } = Names(json.Member("input"));

    public string[]? Output { get; } = Names(json.Member("output"));

    public string[] InterruptBefore { get; } = Breakpoints(json.Member("compile").Member("interrupt_before")) ?? [];

    public string[] InterruptAfter { get; } = Breakpoints(json.Member("compile").Member("interrupt_after")) ?? [];

    /// <summary>What the case says about the saver, or <see langword="null"/> where it says nothing.</summary>
    public bool? Checkpointer { get; } = json.Member("compile").Member("checkpointer") is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag
        ? flag.GetBoolean()
        : null;

    /// <summary>A list of node names, every node for <c>"*"</c>, or <see langword="null"/> where there is none.</summary>
    public static string[]? Breakpoints(JsonElement list) => list.ValueKind == JsonValueKind.String ? [Graph.AllNodes] : Names(list);

    private static string[]? Names(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(static n => n.GetString()!)] : null;
}
