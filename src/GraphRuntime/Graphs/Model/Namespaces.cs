using System.Globalization;

namespace GraphRuntime.Graphs;

/// <summary>
/// Names of checkpoint namespaces and of calls of subgraphs: one part for each level, separated by slashes, each beginning with the name of the node. The part of a
/// call is <c>node:checkpoint.send+number</c>, that of a memory <c>node#send+number|key</c>; send, number and key are left out where there are none.
/// </summary>
internal static class Namespaces
{
    private static readonly char[] s_marks = [':', '#', '+', '|'];

    /// <summary>The name of a call: the task that makes it, the checkpoint that the task started from, and its number within the attempt.</summary>
    /// <param name="parent">The namespace of the graph above.</param>
    /// <param name="node">The node whose task makes the call.</param>
    /// <param name="checkpointId">The checkpoint that the task started from.</param>
    /// <param name="send">The number of the send that made the task, or -1.</param>
    /// <param name="number">The number of the call within the attempt.</param>
    /// <remarks>It is also the namespace of a subgraph that starts from its input at every call.</remarks>
    public static string Call(string parent, string node, long checkpointId, int send, CallNumber number) =>
        Join(parent, string.Create(CultureInfo.InvariantCulture, $"{node}:{checkpointId}{Send(send, '.')}{number}"));

    /// <summary>The namespace of a subgraph with its own memory: the same at every call.</summary>
    public static string Memory(string parent, string node, int send, CallNumber number, string? key) => Join(
        MemoryPath(parent),
        key is null ? $"{node}{Send(send, '#')}{number}" : $"{node}|{Uri.EscapeDataString(key)}");

    /// <summary>The namespace of the same call of a subgraph at another checkpoint of the graph above.</summary>
    public static string At(string call, string parent, long checkpointId)
    {
        var part = Last(call);
        var name = part[..part.IndexOf(':', StringComparison.Ordinal)];
        var rest = part[(name.Length + 1)..].TrimStart("0123456789".ToCharArray());
        return Join(parent, string.Create(CultureInfo.InvariantCulture, $"{name}:{checkpointId}{rest}"));
    }

    /// <summary>What a call was made from: the namespace of the graph above and its checkpoint. False for the namespace of a memory.</summary>
    public static bool TrySplit(string call, out string parent, out long checkpointId)
    {
        var part = Last(call);
        parent = call.Length == part.Length ? "" : call[..^(part.Length + 1)];
        checkpointId = 0;
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return false;
        }

        var digits = part.AsSpan(colon + 1);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out checkpointId);
    }

    /// <summary>The names of the nodes that lead to a namespace.</summary>
    public static string[] Path(string ns) => ns.Length == 0 ? [] : Array.ConvertAll(ns.Split('/'), static part => part.Split(s_marks)[0]);

    /// <summary>The part of a memory's namespace that names the graph above: it does not change from call to call.</summary>
    private static string MemoryPath(string ns) => ns.Length == 0 ? "" : string.Join('/', ns.Split('/').Select(static part =>
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? part : part[..colon] + part[(colon + 1)..].TrimStart("0123456789".ToCharArray()).Replace('.', '#');
    }));

    private static string Send(int send, char mark) => send < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{mark}{send}");

    private static string Last(string ns) => ns[(ns.LastIndexOf('/') + 1)..];

    private static string Join(string parent, string part) => parent.Length == 0 ? part : $"{parent}/{part}";
}
