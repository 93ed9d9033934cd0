namespace GraphRuntime.Channels;

/// <summary>Several updates of one state, one after the other.</summary>
internal sealed class CombinedUpdate(IReadOnlyList<StateUpdate> updates) : StateUpdate
{
    internal override Type StateType => updates[0].StateType;

    public override void WriteTo(UpdateWriter writer)
    {
        foreach (var update in updates)
        {
            update.WriteTo(writer);
        }
    }
}
