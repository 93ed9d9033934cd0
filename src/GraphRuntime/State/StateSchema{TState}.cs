using System.Text.Json;
using GraphRuntime.Channels;

namespace GraphRuntime;

/// <summary>The channels of one type of state.</summary>
/// <typeparam name="TState">The state.</typeparam>
public sealed class StateSchema<TState> : StateSchema
    where TState : class
{
    private readonly Func<StateReader, TState> _read;
    private readonly object[] _lists;

    internal StateSchema(ChannelDefinition[] definitions, int version, JsonSerializerOptions jsonOptions, Func<StateReader, TState> read, object[]? lists = null)
        : base(definitions, version, jsonOptions)
    {
        _read = read;
        _lists = lists ?? [];
    }

    /// <summary>The lists that an attribute with rules declares, in the order of their declaration.</summary>
    /// <typeparam name="TElement">The type of the elements.</typeparam>
    /// <typeparam name="TRules">The attribute.</typeparam>
    /// <returns>The lists; none where no property has the attribute.</returns>
    public IReadOnlyList<StateList<TState, TElement>> FindLists<TElement, TRules>()
        where TRules : IListRules<TElement> => [.. _lists.OfType<RuledList<TState, TElement, TRules>>()];

    internal override Type StateType => typeof(TState);

    internal override bool AcceptsArgument(object? argument, Type inputType) =>
        typeof(TState) == typeof(JsonState) ? argument is JsonElement or null : base.AcceptsArgument(argument, inputType);

    internal override object BindArgument(JsonElement argument, Type inputType) =>
        inputType == typeof(JsonState) ? new JsonState(argument) : base.BindArgument(argument, inputType);

    internal override object ReadState(Channel[] channels) => _read(new StateReader(channels));
}
