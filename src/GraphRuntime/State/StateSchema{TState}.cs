using System.Text.Json;
using GraphRuntime.Channels;

namespace GraphRuntime;

/// <summary>The channels of one type of state.</summary>
/// <typeparam name="TState">The state.</typeparam>
public sealed class StateSchema<TState> : StateSchema
    where TState : class
{
    private readonly Func<StateReader, TState> _read;

    internal StateSchema(ChannelDefinition[] definitions, int version, JsonSerializerOptions jsonOptions, Func<StateReader, TState> read)
        : base(definitions, version, jsonOptions) => _read = read;

    internal override Type StateType => typeof(TState);

    internal override bool AcceptsArgument(object? argument, Type inputType) =>
        typeof(TState) == typeof(JsonState) ? argument is JsonElement or null : base.AcceptsArgument(argument, inputType);

    internal override object BindArgument(JsonElement argument, Type inputType) =>
        inputType == typeof(JsonState) ? new JsonState(argument) : base.BindArgument(argument, inputType);

    internal override object ReadState(Channel[] channels) => _read(new StateReader(channels));
}
