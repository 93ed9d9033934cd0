using System.ComponentModel;

namespace GraphRuntime;

/// <summary>A partial update of a state: only what was set is written. An update handed over must not be changed afterwards.</summary>
public abstract class StateUpdate
{
    internal StateUpdate()
    {
    }

    /// <summary>Writes what was set to the channels, in the order of their declaration.</summary>
    /// <param name="writer">Receives the writes.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void WriteTo(UpdateWriter writer);

    internal abstract Type StateType { get; }
}
