using System.Globalization;

namespace GraphRuntime.Execution;

/// <summary>Names of checkpoint namespaces: one part for each level, separated by slashes. A part begins with the name of the node.</summary>
internal static class Namespaces
{
    /// <summary>The namespace of a subgraph that begins anew at every call: it names the task and the checkpoint that the task started from.</summary>
    public static string Inherited(NodeContext task, int call) => Join(
        task.Loop.Namespace,
        string.Create(CultureInfo.InvariantCulture, $"{task.NodeName}:{task.Loop.CheckpointId}{(task.SendIndex < 0 ? "" : "." + task.SendIndex)}{(call == 0 ? "" : "+" + call)}"));

    /// <summary>The namespace of a subgraph with its own memory: the same at every call.</summary>
    public static string Stable(NodeContext task, int call) => Join(StablePart(task.Loop.Namespace), call == 0 ? task.NodeName : $"{task.NodeName}+{call}");

    /// <summary>The namespace of the same call of a subgraph at another checkpoint of the graph above.</summary>
    public static string At(string inherited, string parent, long checkpointId)
    {
        var part = inherited[(inherited.LastIndexOf('/') + 1)..];
        var name = part[..part.IndexOf(':', StringComparison.Ordinal)];
        var call = part[name.Length..].TrimStart(':').TrimStart("0123456789".ToCharArray());
        return Join(parent, string.Create(CultureInfo.InvariantCulture, $"{name}:{checkpointId}{call}"));
    }

    /// <summary>The number of the call in its task that a namespace belongs to.</summary>
    public static int CallOf(string ns) => ns.IndexOf('+', ns.LastIndexOf('/') + 1) is var plus && plus < 0 ? 0 : int.Parse(ns.AsSpan(plus + 1), CultureInfo.InvariantCulture);

    /// <summary>The namespace of another call in the same task.</summary>
    public static string WithCall(string ns, int call)
    {
        var plus = ns.IndexOf('+', ns.LastIndexOf('/') + 1);
        var first = plus < 0 ? ns : ns[..plus];
        return call == 0 ? first : string.Create(CultureInfo.InvariantCulture, $"{first}+{call}");
    }

    /// <summary>The names of the nodes that lead to a namespace.</summary>
    public static string[] Path(string ns) => ns.Length == 0 ? [] : Array.ConvertAll(ns.Split('/'), static part => part.Split(':', '+')[0]);

    private static string StablePart(string ns) => ns.Length == 0 ? "" : string.Join('/', Path(ns));

    private static string Join(string parent, string part) => parent.Length == 0 ? part : $"{parent}/{part}";
}
