namespace GraphRuntime;

/// <summary>The registered graphs by name. A singleton of the services; asking for it compiles the graphs.</summary>
public sealed class GraphCatalog
{
    private readonly GraphRegistry _registry;

    internal GraphCatalog(GraphRegistry registry) => _registry = registry;

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => [.. _registry.Names.Order(StringComparer.Ordinal)];

    /// <summary>Finds a graph.</summary>
    /// <param name="name">The name it was registered with.</param>
    /// <returns>The graph, or <see langword="null"/>.</returns>
    public CompiledGraph? Find(string name) => _registry.Find(name)?.Compiled;
}
