using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Fingerprints of the values of channels, to tell whether they changed.</summary>
internal sealed class ChannelMarks
{
    private readonly Dictionary<(string Namespace, string Channel), string> _marks = [];

    /// <summary>Keeps the marks of the graphs that are open, and no others.</summary>
    public void Note(IEnumerable<Breakpoint> breakpoints, Position position)
    {
        var marks = breakpoints.SelectMany(breakpoint => GraphsOf(breakpoint, position).Select(graph => (graph.Namespace, breakpoint.Channel!, Mark: Of(graph, breakpoint.Channel!)))).ToList();
        _marks.Clear();
        foreach (var (ns, channel, mark) in marks)
        {
            _marks[(ns, channel)] = mark;
        }
    }

    /// <summary>The graphs in which the channel of a breakpoint differs from what was noted. A graph that was not open then has nothing to compare with.</summary>
    public IEnumerable<NextNode> Changed(Breakpoint breakpoint, Position now) =>
        from graph in GraphsOf(breakpoint, now)
        where _marks.TryGetValue((graph.Namespace, breakpoint.Channel!), out var known) && known != Of(graph, breakpoint.Channel!)
        select new NextNode(graph.Scope, "", graph);

    private static IEnumerable<OpenGraph> GraphsOf(Breakpoint breakpoint, Position position) => position.Graphs.Where(graph => graph.Scope == breakpoint.Path);

    private static string Of(OpenGraph graph, string channel)
    {
        using var document = StoredJson.Parse(graph.Snapshot.StateJson);
        return document.RootElement.TryGetProperty(channel, out var value) ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value.GetRawText()))) : "";
    }
}
