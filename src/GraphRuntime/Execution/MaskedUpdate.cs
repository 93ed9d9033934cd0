namespace GraphRuntime.Execution;

/// <summary>An input seen through the input schema: writes to other channels are dropped.</summary>
internal sealed class MaskedUpdate(StateUpdate inner, bool[] mask) : StateUpdate
{
    internal override Type StateType => inner.StateType;

    public override void WriteTo(UpdateWriter writer) => inner.WriteTo(writer.WithMask(mask));
}
