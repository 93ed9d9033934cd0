using System.Collections.Immutable;
using System.Text.Json;

namespace GraphRuntime;

/// <summary>Declares the channels of a <see cref="JsonState"/> at run time, for graphs that are loaded from data.</summary>
public sealed class JsonStateSchema
{
    private readonly StateSchemaBuilder<JsonState> _builder = new();

    /// <summary>Adds a channel that holds the value of one writer.</summary>
    /// <param name="name">The name.</param>
    /// <returns>This declaration.</returns>
    public JsonStateSchema LastValue(string name) => With(b => b.LastValue(name, JsonValues.Null));

    /// <summary>Adds a list: an array adds its elements, anything else is added as one element.</summary>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">The elements it begins with; <see langword="null"/> for none.</param>
    /// <returns>This declaration.</returns>
    public JsonStateSchema Append(string name, IEnumerable<JsonElement>? defaultValue = null) =>
        With(b => b.Append(name, (defaultValue ?? []).Select(static e => e.Clone()).ToImmutableArray()));

    /// <summary>Adds a channel that folds writes into its value.</summary>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">The value that the first write is folded into.</param>
    /// <param name="reduce">The reducer; pure.</param>
    /// <returns>This declaration.</returns>
    public JsonStateSchema Reduce(string name, JsonElement defaultValue, Func<JsonElement, JsonElement, JsonElement> reduce) =>
        With(b => b.Reduce(name, defaultValue.Clone(), reduce));

    /// <summary>Adds a channel whose value is seen by the next superstep only.</summary>
    /// <param name="name">The name.</param>
    /// <param name="guard">Whether two writers in one superstep are an error.</param>
    /// <returns>This declaration.</returns>
    public JsonStateSchema Ephemeral(string name, bool guard = true) => With(b => b.Ephemeral(name, JsonValues.Null, guard));

    /// <summary>Adds a channel whose last writer wins and which is forgotten after a superstep without a write.</summary>
    /// <param name="name">The name.</param>
    /// <returns>This declaration.</returns>
    public JsonStateSchema AnyValue(string name) => With(b => b.AnyValue(name, JsonValues.Null));

    /// <summary>Adds a channel that is never stored.</summary>
    /// <param name="name">The name.</param>
    /// <param name="guard">Whether two writers in one superstep are an error.</param>
    /// <returns>This declaration.</returns>
    public JsonStateSchema Untracked(string name, bool guard = true) => With(b => b.Untracked(name, JsonValues.Null, guard));

    /// <summary>Adds a topic: a list of what the last superstep wrote.</summary>
    /// <param name="name">The name.</param>
    /// <param name="accumulate">Whether the values of earlier supersteps stay.</param>
    /// <returns>This declaration.</returns>
    public JsonStateSchema Topic(string name, bool accumulate = false) => With(b => b.Topic<JsonElement>(name, accumulate));

    /// <summary>Builds the schema.</summary>
    /// <param name="version">The version of the declaration.</param>
    /// <returns>The schema.</returns>
    public StateSchema<JsonState> Build(int version = 1) => _builder.Build(version, null, static reader => new JsonState(reader.Channels));

    private JsonStateSchema With(Action<StateSchemaBuilder<JsonState>> add)
    {
        add(_builder);
        return this;
    }
}
