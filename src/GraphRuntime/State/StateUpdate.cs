using System.ComponentModel;
using System.Text.Json;

namespace GraphRuntime;

/// <summary>A partial update of a state: only what was set is written. Do not change an update after you passed it.</summary>
public abstract class StateUpdate
{
    internal StateUpdate()
    {
    }

    /// <summary>Writes what was set to the channels, in the order of their declaration.</summary>
    /// <param name="writer">Receives the writes.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void WriteTo(UpdateWriter writer);

    /// <summary>An update from JSON. An array is added to a list element by element; anything else is one write.</summary>
    /// <param name="schema">The channels of the state, for example <see cref="CompiledGraph.StateSchema"/>.</param>
    /// <param name="values">An object with one property a channel; it is copied.</param>
    /// <returns>The update.</returns>
    /// <exception cref="ArgumentException">It is no object.</exception>
    /// <exception cref="InvalidUpdateException">There is no such channel, or a value is not of the type of its channel.</exception>
    public static StateUpdate FromJson(StateSchema schema, JsonElement values)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new JsonValuesUpdate(schema, values);
    }

    internal abstract Type StateType { get; }
}
