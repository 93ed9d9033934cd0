using GraphRuntime.Channels;

namespace GraphRuntime.Execution;

/// <summary>The writes of a subgraph as one update: where writes are combined each one is repeated, elsewhere the last value counts.</summary>
internal sealed class RecordedUpdate(RecordedWrites recorded, Channel[] channels, StateSchema schema) : StateUpdate
{
    internal override Type StateType => schema.StateType;

    public override void WriteTo(UpdateWriter writer)
    {
        var repeated = writer.WithMask(recorded.Repeated());
        foreach (var update in recorded.Updates)
        {
            update.WriteTo(repeated);
        }

        foreach (var channel in channels)
        {
            if (channel.HasValue && recorded.IsReplaced(channel.Index))
            {
                channel.CopyTo(writer);
            }
        }
    }
}
