using System.Text.Json;
using System.Text.Json.Nodes;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Rewrites stored JSON of an older version: the state, and everything that waits beside it.</summary>
/// <param name="graph">The graph, which has the migrations.</param>
/// <param name="threadId">The thread, for messages.</param>
/// <param name="from">The version of what is stored.</param>
/// <param name="state">The stored state; empty where there is none, as for an input that waits for its run.</param>
internal sealed class StateMigration(GraphDefinition graph, string threadId, int from, JsonObject state)
{
    /// <summary>The state in the version of the graph.</summary>
    public JsonObject State() => Migrate((JsonObject)state.DeepClone());

    /// <summary>What a task wrote, and where it goes. A result that names its version was written by the graph as it is now.</summary>
    public JsonElement Result(JsonElement stored)
    {
        if (stored.TryGetProperty(StoredFormat.Result.Version, out var version) && version.GetInt32() == graph.Schema.Version)
        {
            return stored;
        }

        var parts = new ResultParts();
        Add(parts, stored, StoredFormat.Result.Writes, overwrites: false);
        Add(parts, stored, StoredFormat.Result.Overwrites, overwrites: true);
        var result = JsonObject.Create(stored)!;
        result.Remove(StoredFormat.Result.Writes);
        result.Remove(StoredFormat.Result.Overwrites);
        foreach (var destination in (result[StoredFormat.Result.Destinations] as JsonArray ?? []).OfType<JsonObject>())
        {
            destination[StoredFormat.Send.Argument] = Argument((string)destination[StoredFormat.Send.Node]!, destination[StoredFormat.Send.Argument]);
        }

        return parts.Complete(ToElement(result));
    }

    /// <summary>The argument of a send: a state is migrated as one, any other type is none of the graph's business.</summary>
    public JsonElement Argument(string node, JsonElement stored) => ToElement(Argument(node, JsonObject.Create(stored)));

    private void Add(ResultParts parts, JsonElement stored, string part, bool overwrites)
    {
        var writes = new MigratedWrites(graph, state, Migrate);
        foreach (var written in Rounds(stored, part))
        {
            foreach (var (channel, value) in writes.Migrate(written, overwrites))
            {
                parts.Add(part, channel, ToElement(value));
            }
        }
    }

    /// <summary>The writes of a part. A subgraph that shares the state may have written one channel several times; each round has a channel once.</summary>
    private static IEnumerable<JsonObject> Rounds(JsonElement stored, string part)
    {
        if (!stored.TryGetProperty(part, out var writes))
        {
            yield break;
        }

        var round = new JsonObject();
        foreach (var write in writes.EnumerateObject())
        {
            if (round.ContainsKey(write.Name))
            {
                yield return round;
                round = [];
            }

            round.Add(write.Name, JsonNode.Parse(write.Value.GetRawText()));
        }

        if (round.Count > 0)
        {
            yield return round;
        }
    }

    private static JsonElement ToElement(JsonNode? node) => node is null ? JsonValues.Null : JsonSerializer.SerializeToElement(node, CoreJsonContext.Default.JsonNode);

    private JsonNode? Argument(string node, JsonNode? argument) =>
        argument is JsonObject whole && graph.TryFind(node, out var index) && graph.Nodes[index].InputType == graph.Schema.StateType
            ? Migrate((JsonObject)whole.DeepClone())
            : argument?.DeepClone();

    private JsonObject Migrate(JsonObject older)
    {
        var current = graph.Schema.Version;
        for (var version = from; version != current; version++)
        {
            if (version > current || !graph.Migrations.TryGetValue(version, out var migrate))
            {
                throw new StateVersionException(threadId, from, current);
            }

            try
            {
                migrate(older);
            }
            catch (Exception e)
            {
                throw StateVersionException.MigrationFailed(threadId, from, current, version, e);
            }
        }

        return older;
    }
}
