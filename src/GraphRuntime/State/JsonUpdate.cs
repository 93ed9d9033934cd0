using GraphRuntime.Channels;
using System.Text.Json;

namespace GraphRuntime;

/// <summary>An update of a <see cref="JsonState"/>: values by the name of their channel.</summary>
public sealed class JsonUpdate : StateUpdate<JsonState>
{
    private readonly StateSchema<JsonState> _schema;
    private readonly List<(int Channel, JsonElement Value, bool Overwrites)> _writes = [];

    /// <summary>Creates an empty update.</summary>
    /// <param name="schema">The schema of the state.</param>
    public JsonUpdate(StateSchema<JsonState> schema) => _schema = schema ?? throw new ArgumentNullException(nameof(schema));

    /// <summary>Sets what is written to a channel.</summary>
    /// <param name="channel">The name of the channel.</param>
    /// <param name="value">The value; it is copied. Use JSON null for null.</param>
    /// <returns>This update.</returns>
    /// <exception cref="InvalidUpdateException">There is no such channel.</exception>
    public JsonUpdate Set(string channel, JsonElement value) => Add(channel, value, overwrites: false);

    /// <summary>Replaces the value of a reducer channel.</summary>
    /// <param name="channel">The name of the channel.</param>
    /// <param name="value">The new value.</param>
    /// <returns>This update.</returns>
    /// <exception cref="InvalidUpdateException">There is no such channel.</exception>
    public JsonUpdate Overwrite(string channel, JsonElement value) => Add(channel, value, overwrites: true);

    /// <inheritdoc/>
    public override void WriteTo(UpdateWriter writer)
    {
        foreach (var (channel, value, overwrites) in _writes)
        {
            writer.WriteJson(PlaceIn(writer.Channels, channel), value, overwrites);
        }
    }

    private JsonUpdate Add(string channel, JsonElement value, bool overwrites)
    {
        var index = _schema.IndexOf(channel);
        if (index < 0)
        {
            throw InvalidUpdateException.UnknownChannel(channel, _schema.ChannelNames);
        }

        var copy = value.ValueKind == JsonValueKind.Undefined ? JsonValues.Null : value.Clone();
        _writes.RemoveAll(w => w.Channel == index);
        _writes.Add((index, copy, overwrites));
        return this;
    }

    /// <summary>Where the channel is in the state that is written, which may have another schema than the one the update was made for.</summary>
    private int PlaceIn(Channel[] channels, int channel)
    {
        var name = _schema.Definitions[channel].Name;
        if (channel < channels.Length && channels[channel].Name == name)
        {
            return channel;
        }

        var place = Array.FindIndex(channels, c => c.Name == name);
        return place >= 0 ? place : throw InvalidUpdateException.UnknownChannel(name, channels.Select(static c => c.Name));
    }
}
