using System.ComponentModel;

namespace GraphRuntime;

/// <summary>Makes <see cref="Routes"/> from collection expressions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RoutesBuilder
{
    /// <summary>Makes routes.</summary>
    /// <param name="routes">The destinations.</param>
    /// <returns>The routes.</returns>
    public static Routes Create(ReadOnlySpan<Route> routes) => new(routes.IsEmpty ? null : routes.ToArray());
}
