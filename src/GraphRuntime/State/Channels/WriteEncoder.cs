using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>
/// Writes what a task wrote: its writes, its overwrites, the names of the channels whose write can be read back from the values that the same checkpoint stores, and
/// those that begin with the value of the graph above.
/// </summary>
internal sealed class WriteEncoder(Utf8JsonWriter json)
{
    private readonly List<string> _stored = [];
    private readonly List<Channel> _inherited = [];
    private bool _wroteAny;
    private bool _overwrites;

    /// <summary>Whether writes that the checkpoint stores anyway are only named.</summary>
    public bool NamesStoredWrites { get; set; }

    /// <summary>Whether writes to channels that are never stored are included.</summary>
    public bool IncludesUntracked { get; set; }

    public void Encode(StateUpdate update, Channel[] channels)
    {
        _wroteAny = false;
        _overwrites = false;
        _stored.Clear();
        _inherited.Clear();
        update.WriteTo(new UpdateWriter(channels, this));
        EndSection();
        _overwrites = true;
        update.WriteTo(new UpdateWriter(channels, this));
        EndSection();
        WriteStoredNames();
        WriteInheritedNames();
    }

    /// <summary>Names a channel whose value is that of the graph above. False where the value is to be written.</summary>
    public bool TryNameInherited(Channel channel)
    {
        if (NamesStoredWrites && !_overwrites)
        {
            _inherited.Add(channel);
        }

        return NamesStoredWrites;
    }

    /// <summary>Names a channel that took over what it lacked of another one. False where the whole value is to be written.</summary>
    public bool TryNameFollowed(Channel channel)
    {
        if (!NamesStoredWrites || (channel.IsTouched && !channel.IsWriteStored))
        {
            return false;
        }

        if (channel.IsTouched && !_overwrites)
        {
            _stored.Add(channel.Name);
        }

        return true;
    }

    public void Write<TValue, TUpdate>(Channel<TValue, TUpdate> channel, TUpdate update)
    {
        if (Begin(channel, overwrite: false))
        {
            try
            {
                channel.Definition.ProveUpdate(update);
                channel.WriteUpdate(json, update);
            }
            catch (Exception e) when (JsonFailures.IsWriteFailure(e))
            {
                throw StateSerializationException.BadValue(channel.Name, typeof(TUpdate), e);
            }
        }
    }

    public void Overwrite<TValue, TUpdate>(Channel<TValue, TUpdate> channel, TValue value)
    {
        if (Begin(channel, overwrite: true))
        {
            try
            {
                channel.Definition.ProveValue(value);
                channel.WriteValue(json, value);
            }
            catch (Exception e) when (JsonFailures.IsWriteFailure(e))
            {
                throw StateSerializationException.BadValue(channel.Name, typeof(TValue), e);
            }
        }
    }

    public void WriteJson(Channel channel, JsonElement value, bool overwrite)
    {
        if (Begin(channel, overwrite))
        {
            value.WriteTo(json);
        }
    }

    private bool Begin(Channel channel, bool overwrite)
    {
        if (overwrite != _overwrites || (!channel.Definition.IsStored && !IncludesUntracked))
        {
            return false;
        }

        if (!overwrite && NamesStoredWrites && channel.IsWriteStored)
        {
            _stored.Add(channel.Name);
            return false;
        }

        if (!_wroteAny)
        {
            json.WriteStartObject(overwrite ? StoredFormat.Result.Overwrites : StoredFormat.Result.Writes);
            _wroteAny = true;
        }

        json.WritePropertyName(channel.Name);
        return true;
    }

    private void EndSection()
    {
        if (_wroteAny)
        {
            json.WriteEndObject();
            _wroteAny = false;
        }
    }

    private void WriteStoredNames()
    {
        if (_stored.Count == 0)
        {
            return;
        }

        json.WriteStartArray(StoredFormat.Result.StoredWrites);
        foreach (var name in _stored)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    /// <summary>The number says whether the value is an overwrite.</summary>
    private void WriteInheritedNames()
    {
        if (_inherited.Count == 0)
        {
            return;
        }

        json.WriteStartObject(StoredFormat.Result.Inherited);
        foreach (var channel in _inherited)
        {
            json.WriteNumber(channel.Name, channel.Definition.Combines ? 1 : 0);
        }

        json.WriteEndObject();
    }
}
