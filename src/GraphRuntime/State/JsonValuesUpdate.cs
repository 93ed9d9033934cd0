using System.Text.Json;
using GraphRuntime.Channels;

namespace GraphRuntime;

/// <summary>An update of any state, given as JSON.</summary>
internal sealed class JsonValuesUpdate : StateUpdate
{
    private readonly StateSchema _schema;
    private readonly (int Channel, JsonElement Value)[] _writes;

    public JsonValuesUpdate(StateSchema schema, JsonElement values)
    {
        if (values.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException($"An update is a JSON object with one property a channel, but this is {values.ValueKind}.", nameof(values));
        }

        _schema = schema;
        _writes = [.. values.EnumerateObject().Select(property => (PlaceOf(property.Name), property.Value.Clone())).OrderBy(static write => write.Item1)];
        Check();
    }

    internal override Type StateType => _schema.StateType;

    public override void WriteTo(UpdateWriter writer)
    {
        foreach (var (channel, value) in _writes)
        {
            writer.WriteJson(channel, value, overwrite: false);
        }
    }

    /// <summary>A value of the wrong type is refused at once, and not in the middle of a run.</summary>
    private void Check()
    {
        var channels = new ChannelSet(_schema.Definitions);
        foreach (var (channel, value) in _writes)
        {
            channels.All[channel].CheckJson(value);
        }
    }

    private int PlaceOf(string name) => _schema.IndexOf(name) is var index and >= 0 ? index : throw InvalidUpdateException.UnknownChannel(name, _schema.ChannelNames);
}
