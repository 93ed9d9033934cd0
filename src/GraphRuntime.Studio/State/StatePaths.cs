namespace GraphRuntime.Studio;

/// <summary>Paths of nodes: the names that lead to a node, joined by slashes. The root graph has the empty path.</summary>
internal static class StatePaths
{
    private static readonly char[] s_marks = [':', '#', '+', '|'];

    /// <summary>The path of the graph that a namespace belongs to: each part of a namespace begins with the name of a node.</summary>
    public static string Of(string ns) => ns.Length == 0 ? "" : string.Join('/', ns.Split('/').Select(static part => part.Split(s_marks)[0]));

    public static string Join(string scope, string name) => scope.Length == 0 ? name : $"{scope}/{name}";

    /// <summary>The path of the graph that a node is in.</summary>
    public static string ScopeOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    /// <summary>The graph and all graphs around it, innermost first.</summary>
    public static IEnumerable<string> WithAncestors(string scope)
    {
        for (var current = scope; current.Length > 0; current = ScopeOf(current))
        {
            yield return current;
        }

        yield return "";
    }

    /// <summary>Whether a breakpoint's path, which may end with a star, is that of a node.</summary>
    public static bool Matches(string pattern, string path) => pattern == Graph.AllPaths || pattern == path || (pattern.EndsWith('*') && pattern == Join(ScopeOf(path), Graph.AllNodes));
}
