using GraphRuntime.Channels;

namespace GraphRuntime.Execution;

/// <summary>
/// The state of a graph as the input of a subgraph that shares it. What the checkpoint of the graph above has is inherited; what it does not have, since an edit or a
/// migration made it, is written. A memory inherits nothing, as it outlives the checkpoints of the graph above: what it lacks is written.
/// </summary>
internal sealed class InheritedInput(LoopState above, bool ofMemory) : StateUpdate
{
    private readonly bool _wasChanged = above.Superstep.HasEdits || above.Loaded.Migration is not null;

    internal override Type StateType => above.Graph.Schema.StateType;

    public override void WriteTo(UpdateWriter writer)
    {
        foreach (var channel in above.Channels.All)
        {
            if (!channel.HasValue)
            {
                continue;
            }

            if (ofMemory)
            {
                writer.Follow(channel);
            }
            else if (IsStoredAbove(channel))
            {
                writer.Inherit(channel);
            }
            else
            {
                channel.CopyTo(writer);
            }
        }
    }

    private bool IsStoredAbove(Channel channel) => channel.Definition.IsStored && !(_wasChanged && channel.IsDirty);
}
