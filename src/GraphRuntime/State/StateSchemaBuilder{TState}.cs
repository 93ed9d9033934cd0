using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GraphRuntime.Channels;

namespace GraphRuntime;

/// <summary>Declares the channels of a state. Used by generated code; the order of the calls gives the channels their indexes.</summary>
/// <typeparam name="TState">The state.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StateSchemaBuilder<TState>
    where TState : class
{
    private readonly List<ChannelDefinition> _definitions = [];
    private readonly List<object> _lists = [];
    private readonly List<IJsonTypeInfoResolver> _resolvers = [];

    /// <summary>Adds a channel that holds the value of one writer.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">What readers see before the first write.</param>
    /// <returns>This builder.</returns>
    public StateSchemaBuilder<TState> LastValue<T>(string name, T defaultValue) =>
        AddSingle(name, ChannelKind.LastValue, defaultValue, guard: true, forgets: false);

    /// <summary>Adds an append channel read as an immutable array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">The elements the list begins with.</param>
    /// <returns>This builder.</returns>
    public StateSchemaBuilder<TState> Append<T>(string name, ImmutableArray<T> defaultValue) => Add(new ChannelDefinition<ImmutableArray<T>, ImmutableArray<T>>(
        name, ChannelKind.Append, defaultValue.IsDefault ? [] : defaultValue, static (d, o) => new AppendChannel<T, ImmutableArray<T>>(d, o, ArrayShape<T>.Instance)));

    /// <summary>Adds an append channel read as a view without a copy.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">The elements the list begins with.</param>
    /// <returns>This builder.</returns>
    public StateSchemaBuilder<TState> AppendList<T>(string name, IReadOnlyList<T>? defaultValue) => Add(new ChannelDefinition<IReadOnlyList<T>, IReadOnlyList<T>>(
        name, ChannelKind.Append, defaultValue ?? [], static (d, o) => new AppendChannel<T, IReadOnlyList<T>>(d, o, ViewShape<T>.Instance)));

    /// <summary>Adds a list merged by the keys of its elements, read as an immutable array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">The elements the list begins with.</param>
    /// <param name="keyOf">Gives the key of an element.</param>
    /// <returns>This builder.</returns>
    public StateSchemaBuilder<TState> Merge<T>(string name, ImmutableArray<T> defaultValue, Func<T, string> keyOf) =>
        Add(new ChannelDefinition<ImmutableArray<T>, ImmutableArray<T>>(
            name, ChannelKind.Merge, defaultValue.IsDefault ? [] : defaultValue, (d, o) => new MergeChannel<T, ImmutableArray<T>>(d, o, ArrayShape<T>.Instance, new MergeRules<T>(keyOf))));

    /// <summary>Adds a list merged by the keys of its elements, read as a view without a copy.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">The elements the list begins with.</param>
    /// <param name="keyOf">Gives the key of an element.</param>
    /// <returns>This builder.</returns>
    public StateSchemaBuilder<TState> MergeList<T>(string name, IReadOnlyList<T>? defaultValue, Func<T, string> keyOf) =>
        Add(new ChannelDefinition<IReadOnlyList<T>, IReadOnlyList<T>>(
            name, ChannelKind.Merge, defaultValue ?? [], (d, o) => new MergeChannel<T, IReadOnlyList<T>>(d, o, ViewShape<T>.Instance, new MergeRules<T>(keyOf))));

    /// <summary>Adds a list with the rules of an attribute.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TRules">The attribute.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">The elements the list begins with.</param>
    /// <param name="read">Reads the list from a state.</param>
    /// <returns>This builder.</returns>
    public StateSchemaBuilder<TState> List<T, TRules>(string name, IReadOnlyList<T>? defaultValue, Func<TState, IReadOnlyList<T>> read)
        where TRules : IListRules<T>
    {
        var list = new RuledList<TState, T, TRules>(name, read);
        list.Definition = new ChannelDefinition<IReadOnlyList<T>, IReadOnlyList<T>>(
            name,
            ChannelKind.Merge,
            TRules.Prepare(defaultValue ?? []),
            static (d, o) => new MergeChannel<T, IReadOnlyList<T>>(d, o, ViewShape<T>.Instance, new MergeRules<T>(TRules.KeyOf, TRules.KindOf, TRules.Prepare)))
        {
            OwnJsonOptions = TRules.JsonOptions,
        };
        _lists.Add(list);
        if (TRules.TypeInfoResolver is { } resolver && !_resolvers.Contains(resolver))
        {
            _resolvers.Add(resolver);
        }

        return Add(list.Definition);
    }

    /// <summary>Adds a dictionary merged by its keys.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">The entries the dictionary begins with.</param>
    /// <returns>This builder.</returns>
    public StateSchemaBuilder<TState> MergeDictionary<T>(string name, ImmutableDictionary<string, T>? defaultValue) =>
        Add(new ChannelDefinition<ImmutableDictionary<string, T>, ImmutableDictionary<string, T>>(
            name, ChannelKind.Merge, defaultValue ?? ImmutableDictionary<string, T>.Empty, static (d, o) => new MergeDictionaryChannel<T>(d, o)));

    /// <summary>Adds a channel that folds writes into its value.</summary>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <typeparam name="TUpdate">The type of an update.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">The value that the first write is folded into.</param>
    /// <param name="reduce">The reducer; pure.</param>
    /// <returns>This builder.</returns>
    public StateSchemaBuilder<TState> Reduce<TValue, TUpdate>(string name, TValue defaultValue, Func<TValue, TUpdate, TValue> reduce) =>
        Add(new ChannelDefinition<TValue, TUpdate>(name, ChannelKind.Reduce, defaultValue, (d, o) => new ReduceChannel<TValue, TUpdate>(d, o, reduce)));

    /// <summary>Adds a channel whose value is seen by the next superstep only.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">What readers see when it is not set.</param>
    /// <param name="guard">Whether two writers in one superstep are an error.</param>
    /// <returns>This builder.</returns>
    public StateSchemaBuilder<TState> Ephemeral<T>(string name, T defaultValue, bool guard) => AddSingle(name, ChannelKind.Ephemeral, defaultValue, guard, forgets: true);

    /// <summary>Adds a channel whose last writer wins and which is forgotten after a superstep without a write.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">What readers see when it is not set.</param>
    /// <returns>This builder.</returns>
    public StateSchemaBuilder<TState> AnyValue<T>(string name, T defaultValue) => AddSingle(name, ChannelKind.AnyValue, defaultValue, guard: false, forgets: true);

    /// <summary>Adds a channel that is never stored.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">What readers see when it is not set.</param>
    /// <param name="guard">Whether two writers in one superstep are an error.</param>
    /// <returns>This builder.</returns>
    public StateSchemaBuilder<TState> Untracked<T>(string name, T defaultValue, bool guard) => AddSingle(name, ChannelKind.Untracked, defaultValue, guard, forgets: false);

    /// <summary>Adds a topic.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="accumulate">Whether the values of earlier supersteps stay.</param>
    /// <returns>This builder.</returns>
    public StateSchemaBuilder<TState> Topic<T>(string name, bool accumulate) => Add(new ChannelDefinition<ImmutableArray<T>, ImmutableArray<T>>(
        name, ChannelKind.Topic, [], static (d, o) => new TopicChannel<T>(d, o))
    { Accumulates = accumulate });

    /// <summary>Makes the elements of an update ready to be written, by the rules of their list.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TRules">The attribute.</typeparam>
    /// <param name="elements">The elements.</param>
    /// <returns>The elements that are written.</returns>
    public static IReadOnlyList<T> Prepare<T, TRules>(IReadOnlyList<T>? elements)
        where TRules : IListRules<T> => TRules.Prepare(elements ?? []);

    /// <summary>Builds the schema.</summary>
    /// <param name="version">The version of the declaration.</param>
    /// <param name="jsonOptions">How values are written as JSON; <see langword="null"/> for reflection.</param>
    /// <param name="read">Builds a state from the channels.</param>
    /// <returns>The schema.</returns>
    public StateSchema<TState> Build(int version, JsonSerializerOptions? jsonOptions, Func<StateReader, TState> read) =>
        new([.. _definitions], version, GraphJson.With(jsonOptions ?? ValueOptions.Unnamed, _resolvers), read, [.. _lists]);

    private StateSchemaBuilder<TState> AddSingle<T>(string name, ChannelKind kind, T defaultValue, bool guard, bool forgets) =>
        Add(new ChannelDefinition<T, T>(name, kind, defaultValue, (d, o) => new LastValueChannel<T>(d, o, guard, forgets)));

    private StateSchemaBuilder<TState> Add(ChannelDefinition definition)
    {
        ArgumentException.ThrowIfNullOrEmpty(definition.Name);
        _definitions.Add(definition);
        return this;
    }
}
