using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>All registered graphs. Making it compiles them, so that every mistake is found at start.</summary>
internal sealed class GraphRegistry(IEnumerable<GraphRegistration> registrations, IServiceProvider provider)
{
    private readonly Dictionary<string, IThreadGraph> _graphs = registrations.ToDictionary(static r => r.Name, r => r.Create(provider), StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _graphs.Keys;

    public IThreadGraph? Find(string name) => _graphs.GetValueOrDefault(name);
}
