using System.ComponentModel;
using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;

namespace GraphRuntime;

/// <summary>Receives the writes of an update from generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct UpdateWriter
{
    private readonly Channel[] _channels;
    private readonly WriteEncoder? _encoder;
    private readonly ChannelSet? _overlay;
    private readonly bool[]? _mask;

    internal UpdateWriter(Channel[] channels, WriteEncoder? encoder = null)
    {
        _channels = channels;
        _encoder = encoder;
    }

    private UpdateWriter(UpdateWriter basis, bool[] mask)
    {
        _channels = basis._channels;
        _encoder = basis._encoder;
        _overlay = basis._overlay;
        _mask = mask;
    }

    /// <summary>Writes to a view: each channel gets a copy of its own before it is written.</summary>
    internal UpdateWriter(ChannelSet overlay)
    {
        _channels = overlay.All;
        _overlay = overlay;
    }

    internal Channel[] Channels => _channels;

    /// <summary>A writer that drops writes to channels that are not in the mask.</summary>
    internal UpdateWriter WithMask(bool[] mask) => new(this, mask);

    /// <summary>Writes to a channel.</summary>
    /// <typeparam name="TValue">The type of the channel's value.</typeparam>
    /// <typeparam name="TUpdate">The type of its updates.</typeparam>
    /// <param name="channel">The index of the channel in the schema.</param>
    /// <param name="update">What is written.</param>
    public void Write<TValue, TUpdate>(int channel, TUpdate update)
    {
        if (_mask is not null && !_mask[channel])
        {
            return;
        }

        _overlay?.MakeWritable(channel);
        var target = (Channel<TValue, TUpdate>)_channels[channel];
        if (_encoder is null)
        {
            target.Write(update);
        }
        else
        {
            _encoder.Write(target, update);
        }
    }

    /// <summary>Replaces the value of a reducer channel; it beats every other write of the superstep to that channel.</summary>
    /// <typeparam name="TValue">The type of the channel's value.</typeparam>
    /// <typeparam name="TUpdate">The type of its updates.</typeparam>
    /// <param name="channel">The index of the channel in the schema.</param>
    /// <param name="value">The new value.</param>
    public void Overwrite<TValue, TUpdate>(int channel, TValue value)
    {
        if (_mask is not null && !_mask[channel])
        {
            return;
        }

        _overlay?.MakeWritable(channel);
        var target = (Channel<TValue, TUpdate>)_channels[channel];
        if (_encoder is null)
        {
            target.Overwrite(value);
        }
        else
        {
            _encoder.Overwrite(target, value);
        }
    }

    /// <summary>Gives a channel the value that the same channel of the graph above has.</summary>
    internal void Inherit(Channel above)
    {
        if (_mask is not null && !_mask[above.Index])
        {
            return;
        }

        if (_encoder is not null)
        {
            if (!_encoder.TryNameInherited(above))
            {
                above.CopyTo(this);
            }

            return;
        }

        _overlay?.MakeWritable(above.Index);
        _channels[above.Index].Inherit(above);
    }

    /// <summary>Writes what a channel of a memory lacks of the value that the same channel of the graph above has.</summary>
    internal void Follow(Channel above)
    {
        if (_mask is not null && !_mask[above.Index])
        {
            return;
        }

        if (_encoder is not null)
        {
            if (!_encoder.TryNameFollowed(_channels[above.Index]))
            {
                above.CopyTo(this);
            }

            return;
        }

        _overlay?.MakeWritable(above.Index);
        _channels[above.Index].Follow(above);
    }

    internal void WriteJson(int channel, JsonElement value, bool overwrite)
    {
        if (_mask is not null && !_mask[channel])
        {
            return;
        }

        _overlay?.MakeWritable(channel);
        var target = _channels[channel];
        if (_encoder is not null)
        {
            _encoder.WriteJson(target, value, overwrite);
        }
        else if (overwrite)
        {
            target.OverwriteJson(value);
        }
        else
        {
            target.WriteJson(value);
        }
    }
}
