using System.Text.Json;
using System.Text.Json.Nodes;
using GraphRuntime.Checkpointing;

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

        var result = JsonObject.Create(stored)!;
        var writes = new MigratedWrites(graph, state, Migrate);
        writes.Add(result["w"] as JsonObject, overwrites: false);
        writes.Add(result["o"] as JsonObject, overwrites: true);
        Set(result, "w", writes.Writes);
        Set(result, "o", writes.Overwrites);
        foreach (var destination in (result["g"] as JsonArray ?? []).OfType<JsonObject>())
        {
            destination["a"] = Argument((string)destination["n"]!, destination["a"]);
        }

        return ToElement(result);
    }

    /// <summary>The argument of a send: a state is migrated as one, any other type is none of the graph's business.</summary>
    public JsonElement Argument(string node, JsonElement stored) => ToElement(Argument(node, JsonObject.Create(stored)));

    private static void Set(JsonObject result, string part, JsonObject writes)
    {
        result.Remove(part);
        if (writes.Count > 0)
        {
            result[part] = writes;
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
