using System.Text.Json.Nodes;
using GraphRuntime.Channels;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>
/// Rewrites writes to some channels by a migration of whole states. The migration sees the stored state with the writes in it, and without them; the
/// channels in which the two differ are what was written.
/// </summary>
internal sealed class MigratedWrites(GraphDefinition graph, JsonObject state, Func<JsonObject, JsonObject> migrate)
{
    /// <summary>The writes in the version of the graph, by channel.</summary>
    public IEnumerable<(string Channel, JsonNode? Value)> Migrate(JsonObject written, bool overwrites)
    {
        var before = migrate((JsonObject)state.DeepClone());
        var without = Without(written);
        var after = migrate(With(written, addsToLists: !overwrites));
        foreach (var (channel, value) in after)
        {
            var isWritten = written.ContainsKey(channel) || !JsonNode.DeepEquals(value, before[channel]) || (without is not null && !JsonNode.DeepEquals(value, without[channel]));
            if (isWritten)
            {
                yield return (channel, overwrites ? value : Added(channel, value, before[channel], written));
            }
        }
    }

    /// <summary>The state with the writes: items are added to lists, anything else takes the place of what was there.</summary>
    private JsonObject With(JsonObject written, bool addsToLists)
    {
        var whole = (JsonObject)state.DeepClone();
        foreach (var (channel, value) in written)
        {
            whole[channel] = addsToLists && whole[channel] is JsonArray list && value is JsonArray items
                ? new JsonArray([.. list.Concat(items).Select(static item => item?.DeepClone())])
                : value?.DeepClone();
        }

        return whole;
    }

    /// <summary>The migrated state as if the channels had never been written, or <see langword="null"/> where the migration needs them.</summary>
    private JsonObject? Without(JsonObject written)
    {
        var rest = (JsonObject)state.DeepClone();
        foreach (var (channel, _) in written)
        {
            rest.Remove(channel);
        }

        try
        {
            return migrate(rest);
        }
        catch (StateVersionException)
        {
            return null;
        }
    }

    /// <summary>What a list channel gained. Where a migration does not keep the items before it, what it makes of the new items alone.</summary>
    private JsonNode? Added(string channel, JsonNode? value, JsonNode? before, JsonObject written)
    {
        var index = graph.Schema.IndexOf(channel);
        if (index < 0 || graph.Schema.Definitions[index].Kind is not (ChannelKind.Append or ChannelKind.Merge) || value is not JsonArray list)
        {
            return value?.DeepClone();
        }

        var kept = before as JsonArray ?? [];
        return list.Count >= kept.Count && kept.Zip(list).All(static pair => JsonNode.DeepEquals(pair.First, pair.Second))
            ? new JsonArray([.. list.Skip(kept.Count).Select(static item => item?.DeepClone())])
            : migrate(With(written, addsToLists: false))[channel]?.DeepClone();
    }
}
