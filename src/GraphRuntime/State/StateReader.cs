using System.ComponentModel;
using GraphRuntime.Channels;

namespace GraphRuntime;

/// <summary>Reads channel values while generated code builds a state.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct StateReader
{
    private readonly Channel[] _channels;

    internal StateReader(Channel[] channels) => _channels = channels;

    internal Channel[] Channels => _channels;

    /// <summary>Reads a channel.</summary>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <typeparam name="TUpdate">The type of its updates.</typeparam>
    /// <param name="channel">The index of the channel in the schema.</param>
    /// <returns>The value, or the channel's default where nothing was written.</returns>
    public TValue Read<TValue, TUpdate>(int channel) => ((Channel<TValue, TUpdate>)_channels[channel]).Value;
}
