using System.Text.Json;
using GraphRuntime.Graphs;

namespace GraphRuntime;

/// <summary>A value that a node emitted with <see cref="NodeContext.EmitAsync"/> or <see cref="NodeContext.EmitMessageAsync"/>, as it is kept when its run is stopped.</summary>
/// <param name="Node">The node; where it is in a subgraph, <see cref="Path"/> leads to it.</param>
/// <param name="MessageId">The id that groups the pieces of a message; <see langword="null"/> for a value that is no message.</param>
/// <param name="Value">The value.</param>
public sealed record Emission(string Node, string? MessageId, JsonElement Value)
{
    /// <summary>The names of the nodes that lead from the root graph to the one that the node belongs to.</summary>
    public IReadOnlyList<string> Path => Namespaces.Path(Namespace);

    internal string Namespace { get; init; } = "";

    internal JsonSerializerOptions JsonOptions { get; init; } = GraphJson.DefaultOptions;

    /// <summary>The value by its type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The value is not of that type.</exception>
    public T? ValueAs<T>() => Value.Deserialize(GraphJson.TypeInfo<T>(JsonOptions, "an emitted value"));
}
