using GraphRuntime;

namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>The fifteen fields as a map by name, on a schema that is built by hand.</summary>
internal sealed class MapState(Dictionary<string, object?> values) : IGraphState<MapState>
{
    private static readonly string[] s_names =
    [
        "messages", "trigger_events", "categorizations", "responses", "primary_issue_medium", "autoresponse", "issue", "relevant_rules",
        "memory_docs", "user_info", "crm_info", "email_thread_id", "slack_participants", "bot_id", "notified_assignees",
    ];

    public static StateSchema<MapState> Schema { get; } = Build();

    public object? this[string name] => values[name];

    public static int IndexOf(string name) => Array.IndexOf(s_names, name);

    private static StateSchema<MapState> Build()
    {
        var builder = new StateSchemaBuilder<MapState>();
        foreach (var name in s_names)
        {
            _ = name switch
            {
                "messages" or "trigger_events" or "categorizations" or "responses" => builder.AppendList<WideDocument>(name, null),
                "primary_issue_medium" => builder.Reduce<object?, object?>(name, "email", static (current, update) => update is null or "" ? current : update),
                "issue" or "user_info" or "crm_info" or "email_thread_id" => builder.Reduce<object?, object?>(name, null, static (current, update) => update ?? current),
                "slack_participants" or "notified_assignees" => builder.Reduce<object?, object?>(
                    name, new WideDocument(), static (current, update) => WideState.Join((WideDocument)current!, (WideDocument)update!)),
                _ => builder.LastValue<object?>(name, null),
            };
        }

        return builder.Build(1, null, static reader => new MapState(Read(reader)));
    }

    private static Dictionary<string, object?> Read(StateReader reader)
    {
        var values = new Dictionary<string, object?>(s_names.Length);
        for (var i = 0; i < s_names.Length; i++)
        {
            values[s_names[i]] = i < 4 ? reader.Read<IReadOnlyList<WideDocument>, IReadOnlyList<WideDocument>>(i) : reader.Read<object?, object?>(i);
        }

        return values;
    }
}

/// <summary>An update of the map: names with values.</summary>
internal sealed class MapUpdate : StateUpdate<MapState>
{
    private readonly Dictionary<string, object?> _values = [];

    public object? this[string name]
    {
        set => _values[name] = value;
    }

    public override void WriteTo(UpdateWriter writer)
    {
        foreach (var (name, value) in _values)
        {
            var index = MapState.IndexOf(name);
            if (index < 4)
            {
                writer.Write<IReadOnlyList<WideDocument>, IReadOnlyList<WideDocument>>(index, (IReadOnlyList<WideDocument>)value!);
            }
            else
            {
                writer.Write<object?, object?>(index, value);
            }
        }
    }
}
