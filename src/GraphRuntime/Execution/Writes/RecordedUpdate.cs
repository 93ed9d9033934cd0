using GraphRuntime.Channels;

namespace GraphRuntime.Execution;

/// <summary>The writes of a subgraph as one update: where writes are combined each one is repeated, elsewhere the last value counts.</summary>
/// <param name="recorded">What the nodes of the subgraph wrote.</param>
/// <param name="channels">The channels of the subgraph at its end.</param>
/// <param name="schema">The schema of both graphs.</param>
/// <param name="output">The output channels of the subgraph; <see langword="null"/> for all.</param>
internal sealed class RecordedUpdate(RecordedWrites recorded, Channel[] channels, StateSchema schema, bool[]? output) : StateUpdate
{
    internal override Type StateType => schema.StateType;

    public override void WriteTo(UpdateWriter writer)
    {
        var repeated = writer.WithMask(recorded.Repeated(output));
        foreach (var update in recorded.Updates)
        {
            update.WriteTo(repeated);
        }

        foreach (var channel in channels)
        {
            if (channel.HasValue && recorded.IsReplaced(channel.Index) && (output is null || output[channel.Index]))
            {
                channel.CopyTo(writer);
            }
        }
    }
}
