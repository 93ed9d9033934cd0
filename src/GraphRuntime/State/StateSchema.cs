using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GraphRuntime.Channels;

namespace GraphRuntime;

/// <summary>The channels of a state: their names, kinds and how they are read and written. Immutable and shared by all runs.</summary>
public abstract class StateSchema
{
    private readonly Dictionary<string, int> _places;

    private protected StateSchema(ChannelDefinition[] definitions, int version, JsonSerializerOptions jsonOptions)
    {
        Definitions = definitions;
        Version = version;
        JsonOptions = ValueOptions.From(jsonOptions);
        _places = new Dictionary<string, int>(definitions.Length, StringComparer.Ordinal);
        for (var i = 0; i < definitions.Length; i++)
        {
            definitions[i].Index = i;
            definitions[i].JsonOptions = definitions[i].OwnJsonOptions is { } own ? ValueOptions.From(own) : JsonOptions;
            if (!_places.TryAdd(definitions[i].Name, i))
            {
                throw new ArgumentException($"State has two channels named '{definitions[i].Name}'. Give each channel a name of its own.");
            }
        }
    }

    /// <summary>The names of the channels, in the order of their declaration.</summary>
    public IReadOnlyList<string> ChannelNames => Array.ConvertAll(Definitions, static d => d.Name);

    /// <summary>The version of the declaration; stored with every checkpoint.</summary>
    public int Version { get; }

    /// <summary>The options by which values are written to and read from JSON.</summary>
    public JsonSerializerOptions JsonOptions { get; }

    internal ChannelDefinition[] Definitions { get; }

    /// <summary>The kind of a channel.</summary>
    /// <param name="channel">The name of the channel.</param>
    /// <returns>The kind.</returns>
    /// <exception cref="ArgumentException">There is no such channel.</exception>
    public ChannelKind KindOf(string channel) => IndexOf(channel) is var index and >= 0
        ? Definitions[index].Kind
        : throw new ArgumentException($"State has no channel '{channel}'. It has: {string.Join(", ", ChannelNames)}.", nameof(channel));

    /// <summary>How the value of a channel is written as JSON; what a JSON schema of the state is made from.</summary>
    /// <param name="channel">The name of the channel.</param>
    /// <returns>The type information of the value: a list for a channel that collects.</returns>
    /// <exception cref="ArgumentException">There is no such channel.</exception>
    /// <exception cref="StateSerializationException">The type cannot be written as JSON.</exception>
    public JsonTypeInfo GetJsonTypeInfo(string channel) => IndexOf(channel) is var index and >= 0
        ? Definitions[index].ValueTypeInfo
        : throw new ArgumentException($"State has no channel '{channel}'. It has: {string.Join(", ", ChannelNames)}.", nameof(channel));

    internal int IndexOf(string channel) => _places.GetValueOrDefault(channel, -1);

    internal abstract object ReadState(Channel[] channels);

    /// <summary>The type of the states.</summary>
    internal abstract Type StateType { get; }

    /// <summary>Whether a value can be the argument of a send to a node that takes a type.</summary>
    internal virtual bool AcceptsArgument(object? argument, Type inputType) => argument is JsonElement || inputType.IsInstanceOfType(argument);

    /// <summary>The argument of a send as the type that the node takes.</summary>
    internal virtual object BindArgument(JsonElement argument, Type inputType)
    {
        try
        {
            return argument.Deserialize(GraphJson.TypeInfo(JsonOptions, inputType, "argument of a send"))!;
        }
        catch (Exception e) when (JsonFailures.IsWriteFailure(e))
        {
            throw new InvalidUpdateException(null, $"The argument of a send is not the JSON of a {TypeNames.Of(inputType)}. Send a value of that type.", e);
        }
    }

    /// <summary>Writes the argument of a send to a node as the type that the node takes, so that it can be read as that.</summary>
    internal void WriteArgument(Utf8JsonWriter json, object? argument, string node, Type inputType)
    {
        if (argument is null)
        {
            json.WriteNullValue();
            return;
        }

        if (argument is JsonElement element)
        {
            element.WriteTo(json);
            return;
        }

        var what = $"argument of a send to node '{node}'";
        var info = GraphJson.TypeInfo(JsonOptions, inputType.IsInstanceOfType(argument) ? inputType : argument.GetType(), what);
        try
        {
            if (RoundTripCheck.IsNeeded(info))
            {
                RoundTripCheck.Check(argument, info);
            }

            JsonSerializer.Serialize(json, argument, info);
        }
        catch (Exception e) when (JsonFailures.IsWriteFailure(e))
        {
            throw StateSerializationException.BadValue(what, inputType, e);
        }
    }
}
