using GraphRuntime.Channels;

namespace GraphRuntime.Execution;

/// <summary>Writes the values of one set of channels to another one of the same schema.</summary>
internal sealed class ChannelCopyUpdate(Channel[] source, StateSchema schema) : StateUpdate
{
    internal override Type StateType => schema.StateType;

    public override void WriteTo(UpdateWriter writer)
    {
        foreach (var channel in source)
        {
            if (channel.HasValue)
            {
                channel.CopyTo(writer);
            }
        }
    }
}
