using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>An input seen through the input schema: writes to other channels are dropped.</summary>
internal sealed class MaskedUpdate(StateUpdate inner, bool[] mask) : StateUpdate
{
    /// <summary>An input as a graph takes it: masked where the graph has an input schema of its own.</summary>
    public static StateUpdate Of(GraphDefinition graph, StateUpdate input) => graph.InputChannels is { } mask ? new MaskedUpdate(input, mask) : input;

    internal override Type StateType => inner.StateType;

    public override void WriteTo(UpdateWriter writer) => inner.WriteTo(writer.WithMask(mask));
}
