using System.Text.Json.Nodes;

namespace GraphRuntime.Studio;

/// <summary>A graph with its drawing.</summary>
internal sealed record GraphView(string Name, OutlineView Outline, IReadOnlyList<string> Channels, JsonNode? InputSchema);

/// <summary>The nodes and edges of a graph or subgraph.</summary>
internal sealed record OutlineView(IReadOnlyList<NodeView> Nodes, IReadOnlyList<EdgeView> Edges);

/// <summary>A node with the path that leads to it.</summary>
internal sealed record NodeView(string Name, string Path, OutlineView? Subgraph);

/// <summary>An edge.</summary>
internal sealed record EdgeView(string From, string To, string? Label, bool Conditional);
