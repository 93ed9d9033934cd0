using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>Types that can be changed in place, and what to use instead.</summary>
internal static class MutableTypes
{
    private const string List = "ImmutableArray<T> or ImmutableList<T>";
    private const string Map = "ImmutableDictionary<TKey, TValue>";
    private const string Set = "ImmutableHashSet<T>";

    private static readonly Dictionary<string, string> s_remedies = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.List"] = List,
        ["System.Collections.Generic.IList"] = List,
        ["System.Collections.Generic.ICollection"] = List,
        ["System.Collections.Generic.LinkedList"] = List,
        ["System.Collections.ObjectModel.Collection"] = List,
        ["System.Collections.ObjectModel.ObservableCollection"] = List,
        ["System.Collections.ArrayList"] = List,
        ["System.Collections.Generic.Dictionary"] = Map,
        ["System.Collections.Generic.IDictionary"] = Map,
        ["System.Collections.Hashtable"] = Map,
        ["System.Collections.Concurrent.ConcurrentDictionary"] = Map,
        ["System.Collections.Generic.SortedDictionary"] = "ImmutableSortedDictionary<TKey, TValue>",
        ["System.Collections.Generic.SortedList"] = "ImmutableSortedDictionary<TKey, TValue>",
        ["System.Collections.Generic.HashSet"] = Set,
        ["System.Collections.Generic.ISet"] = Set,
        ["System.Collections.Generic.SortedSet"] = "ImmutableSortedSet<T>",
        ["System.Collections.Generic.Queue"] = "ImmutableQueue<T>",
        ["System.Collections.Generic.PriorityQueue"] = "ImmutableArray<T>",
        ["System.Collections.Concurrent.ConcurrentQueue"] = "ImmutableQueue<T>",
        ["System.Collections.Concurrent.ConcurrentBag"] = List,
        ["System.Collections.Generic.Stack"] = "ImmutableStack<T>",
        ["System.Collections.Concurrent.ConcurrentStack"] = "ImmutableStack<T>",
        ["System.Text.StringBuilder"] = "string",
        ["System.Text.Json.Nodes.JsonNode"] = "JsonElement",
        ["System.Text.Json.Nodes.JsonObject"] = "JsonElement",
        ["System.Text.Json.Nodes.JsonArray"] = "JsonElement",
        ["System.Text.Json.Nodes.JsonValue"] = "JsonElement",
        ["System.Memory"] = "ReadOnlyMemory<T>",
    };

    /// <summary>Looks for a mutable type in a type and its type arguments.</summary>
    /// <returns>The mutable type and what to use instead; <see langword="null"/> where there is none.</returns>
    public static (ITypeSymbol Type, string Remedy)? Find(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol)
        {
            return (type, "ImmutableArray<T>");
        }

        if (type is not INamedTypeSymbol named)
        {
            return null;
        }

        if (s_remedies.TryGetValue($"{named.ContainingNamespace?.ToDisplayString()}.{named.Name}", out var remedy))
        {
            return (type, remedy);
        }

        return named.TypeArguments.Select(Find).FirstOrDefault(static found => found is not null);
    }
}
