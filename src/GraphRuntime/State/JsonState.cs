using System.Text.Json;
using GraphRuntime.Channels;

namespace GraphRuntime;

/// <summary>A state whose channels were named at run time; values are JSON. As the input of a node that was sent an argument it is that argument.</summary>
public sealed class JsonState
{
    private readonly Channel[]? _channels;
    private readonly JsonElement _argument;
    private readonly JsonElement?[]? _values;

    internal JsonState(Channel[] channels)
    {
        _channels = channels;
        _values = new JsonElement?[channels.Length];
        for (var i = 0; i < channels.Length; i++)
        {
            // Values are read now, so that a state never changes after it was returned.
            if (channels[i].IsVisible)
            {
                _values[i] = channels[i].ToJson();
            }
        }
    }

    internal JsonState(JsonElement argument) => _argument = argument;

    /// <summary>True where this is the argument of a send rather than a state.</summary>
    public bool IsArgument => _channels is null;

    /// <summary>The names of the channels that have a value.</summary>
    public IEnumerable<string> Names => _channels is null
        ? _argument.ValueKind == JsonValueKind.Object ? _argument.EnumerateObject().Select(static p => p.Name) : []
        : _channels.Where((_, i) => _values![i].HasValue).Select(static c => c.Name);

    /// <summary>The value of a channel.</summary>
    /// <param name="channel">The name.</param>
    /// <returns>The value, or <see langword="null"/> where the channel has none.</returns>
    public JsonElement? this[string channel]
    {
        get
        {
            if (_channels is null)
            {
                return _argument.ValueKind == JsonValueKind.Object && _argument.TryGetProperty(channel, out var property) ? property : null;
            }

            var index = Array.FindIndex(_channels, c => c.Name == channel);
            return index < 0 ? null : _values![index];
        }
    }

    /// <summary>The whole state, or the argument, as one value.</summary>
    /// <returns>The JSON.</returns>
    public JsonElement ToJson() => _channels is null
        ? _argument
        : JsonSerializer.SerializeToElement(Names.ToDictionary(static n => n, n => this[n]!.Value), CoreJsonContext.Default.DictionaryStringJsonElement);
}
