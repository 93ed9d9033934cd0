using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Channels;

/// <summary>A channel definition with its types.</summary>
/// <param name="name">The name.</param>
/// <param name="kind">The kind.</param>
/// <param name="defaultValue">What readers see before the first write.</param>
/// <param name="create">Makes the channel of a run.</param>
internal sealed class ChannelDefinition<TValue, TUpdate>(
    string name,
    ChannelKind kind,
    TValue defaultValue,
    Func<ChannelDefinition<TValue, TUpdate>, ChannelSet, Channel> create) : ChannelDefinition(name, kind)
{
    private JsonTypeInfo<TValue>? _valueInfo;
    private JsonTypeInfo<TUpdate>? _updateInfo;
    private bool? _provesValues;
    private bool? _provesUpdates;

    public TValue DefaultValue { get; } = defaultValue;

    public JsonTypeInfo<TValue> ValueInfo => _valueInfo ??= GraphJson.TypeInfo<TValue>(JsonOptions, Name);

    public JsonTypeInfo<TUpdate> UpdateInfo => _updateInfo ??= GraphJson.TypeInfo<TUpdate>(JsonOptions, Name);

    public override JsonTypeInfo ValueTypeInfo => ValueInfo;

    public override Type ValueType => typeof(TValue);

    public override string? FindProblem()
    {
        var problem = ValueContract.Of(typeof(TValue), JsonOptions).Problem ?? ValueContract.Of(typeof(TUpdate), JsonOptions).Problem;
        return problem ?? FindProblemOfDefault();
    }

    /// <summary>Throws where a value would come back from the store as another one.</summary>
    public void ProveValue(TValue value)
    {
        if (_provesValues ??= RoundTripCheck.IsNeeded(ValueInfo))
        {
            RoundTripCheck.Check(value, ValueInfo);
        }
    }

    /// <summary>Throws where an update would come back from the store as another one.</summary>
    public void ProveUpdate(TUpdate update)
    {
        if (_provesUpdates ??= RoundTripCheck.IsNeeded(UpdateInfo))
        {
            RoundTripCheck.Check(update, UpdateInfo);
        }
    }

    public override Channel Create(ChannelSet owner) => create(this, owner);

    public TUpdate ParseUpdate(JsonElement json) => typeof(TUpdate) == typeof(JsonElement) ? (TUpdate)(object)json : Parse(json, UpdateInfo);

    public TValue ParseValue(JsonElement json) => typeof(TValue) == typeof(JsonElement) ? (TValue)(object)json : Parse(json, ValueInfo);

    private string? FindProblemOfDefault()
    {
        try
        {
            using var json = new Utf8JsonWriter(Stream.Null, ValueOptions.Writer);
            new ChannelSet([this]).All[0].WriteValueTo(json);
            return null;
        }
        catch (ValueLostException e)
        {
            return $"its default value cannot be stored. {e.Message}";
        }
        catch (Exception e) when (JsonFailures.IsWriteFailure(e))
        {
            // The default is never stored as such; what is written later is looked at when it is written.
            return null;
        }
    }

    private T Parse<T>(JsonElement json, JsonTypeInfo<T> info)
    {
        try
        {
            return json.Deserialize(info)!;
        }
        catch (Exception e) when (JsonFailures.IsWriteFailure(e))
        {
            throw InvalidUpdateException.WrongType(Name, typeof(T), e);
        }
    }
}
