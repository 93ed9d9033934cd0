using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;
using GraphRuntime.Conformance.Running;

namespace GraphRuntime.Conformance.Building;

/// <summary>A graph of a case where it is used: its names, and the graph one level up.</summary>
internal sealed class GraphSite(GraphSpec spec, GraphSite? parent, CaseCounters counters)
{
    private readonly HashSet<string> _nodes = spec.Nodes.Select(static n => n.Name).ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<string> _channels = spec.Channels.Select(static c => c.Name).ToHashSet(StringComparer.Ordinal);

    public GraphSpec Spec { get; } = spec;

    public GraphSite? Parent { get; } = parent;

    public CaseCounters Counters { get; } = counters;

    /// <summary>The graphs in the nodes of this one, called ones included, by the name of the node.</summary>
    public Dictionary<string, GraphSite> Children { get; } = new(StringComparer.Ordinal);

    public StateSchema<JsonState> Schema { get; } = SchemaBuilder.Build(spec);

    /// <summary>The format's name of a node as the library's.</summary>
    public static string NodeName(string name) => name switch
    {
        "START" => Graph.Start,
        "END" => Graph.End,
        _ => name,
    };

    /// <summary>An update with the keys that the graph has; others are dropped.</summary>
    public JsonUpdate ToUpdate(JsonElement values)
    {
        var update = new JsonUpdate(Schema);
        foreach (var member in values.ValueKind == JsonValueKind.Object ? values.EnumerateObject().Where(m => _channels.Contains(m.Name)) : [])
        {
            if (member.Value.OnlyMember() is { Name: "$overwrite" } overwrite)
            {
                update.Overwrite(member.Name, overwrite.Value);
            }
            else
            {
                update.Set(member.Name, member.Value);
            }
        }

        return update;
    }

    /// <summary>One destination or a list of them. Names are looked up in a map, or unknown ones are dropped where there is none.</summary>
    public Routes ToRoutes(JsonElement destinations, bool isMapped = false)
    {
        var routes = new List<Route>();
        foreach (var destination in destinations.Spread())
        {
            if (destination.OnlyMember() is { Name: "$send" } send)
            {
                routes.Add(ToSend(send.Value));
            }
            else if (isMapped)
            {
                routes.Add(CompactJson.ToText(destination));
            }
            else if (destination.ValueKind == JsonValueKind.String && IsKnown(destination.GetString()!))
            {
                routes.Add(NodeName(destination.GetString()!));
            }
        }

        return [.. routes];
    }

    private bool IsKnown(string node) => node == "END" || _nodes.Contains(node);

    private Send ToSend(JsonElement send)
    {
        var node = send[0].GetString()!;
        if (!_nodes.Contains(node))
        {
            Counters.NoteUnknownSend(node);
        }

        return Send.To(node, send.GetArrayLength() > 1 ? send[1] : Json.Null);
    }
}
