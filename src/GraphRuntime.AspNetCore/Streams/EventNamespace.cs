namespace GraphRuntime.AspNetCore;

/// <summary>Namespaces of events: the tasks on the way down to a subgraph, each as the name of its node, a colon and its id.</summary>
internal static class EventNamespace
{
    public static string[] Split(string ns) => ns.Length == 0 ? [] : ns.Split('|');

    /// <summary>Whether the first parts are those of the prefix. A part of the prefix without a task id stands for every task of the node.</summary>
    public static bool StartsWith(IReadOnlyList<string> ns, IReadOnlyList<string> prefix)
    {
        if (prefix.Count > ns.Count)
        {
            return false;
        }

        for (var i = 0; i < prefix.Count; i++)
        {
            if (prefix[i] != ns[i] && (prefix[i].Contains(':', StringComparison.Ordinal) || prefix[i] != NodeOf(ns[i])))
            {
                return false;
            }
        }

        return true;
    }

    public static string NodeOf(string part)
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? part : part[..colon];
    }
}
