using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Building;

/// <summary>Declares the channels of a case's graph.</summary>
internal static class SchemaBuilder
{
    public static StateSchema<JsonState> Build(GraphSpec spec)
    {
        var schema = new JsonStateSchema();
        foreach (var channel in spec.Channels)
        {
            Add(schema, channel.Name, channel.Value);
        }

        return schema.Build();
    }

    private static void Add(JsonStateSchema schema, string name, JsonElement channel)
    {
        var kind = channel.GetProperty("kind").GetString()!;
        var first = channel.TryMember("default");
        var guard = channel.Member("guard").ValueKind != JsonValueKind.False;
        switch (kind)
        {
            case "last_value": schema.LastValue(name); break;
            case "list": schema.Append(name, first?.Items()); break;
            case "add": schema.Reduce(name, first ?? Json.Number(0), Reducers.Add); break;
            case "max": schema.Reduce(name, first ?? Json.Number(0), Reducers.Max); break;
            case "min": schema.Reduce(name, first ?? Json.Number(0), Reducers.Min); break;
            case "str": schema.Reduce(name, first ?? Json.Text(""), Reducers.Concatenate); break;
            case "merge": schema.Reduce(name, first ?? Json.EmptyObject, Reducers.Merge); break;
            case "union": schema.Reduce(name, first ?? Json.EmptyList, Reducers.Union); break;
            case "replace": schema.Reduce(name, first ?? Json.Null, Reducers.Replace); break;
            case "ephemeral": schema.Ephemeral(name, guard); break;
            case "any_value": schema.AnyValue(name); break;
            case "untracked": schema.Untracked(name, guard); break;
            case "topic": schema.Topic(name, channel.Member("accumulate").IsTrue()); break;
            default: throw new NotSupportedException($"Channel kind '{kind}' is not part of the format.");
        }
    }
}
