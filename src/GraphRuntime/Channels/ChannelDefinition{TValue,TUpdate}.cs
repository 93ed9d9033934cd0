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

    public TValue DefaultValue { get; } = defaultValue;

    public JsonTypeInfo<TValue> ValueInfo => _valueInfo ??= GraphJson.TypeInfo<TValue>(JsonOptions, Name);

    public JsonTypeInfo<TUpdate> UpdateInfo => _updateInfo ??= GraphJson.TypeInfo<TUpdate>(JsonOptions, Name);

    public override JsonTypeInfo ValueTypeInfo => ValueInfo;

    public override Channel Create(ChannelSet owner) => create(this, owner);

    public TUpdate ParseUpdate(JsonElement json) => typeof(TUpdate) == typeof(JsonElement) ? (TUpdate)(object)json : Parse(json, UpdateInfo);

    public TValue ParseValue(JsonElement json) => typeof(TValue) == typeof(JsonElement) ? (TValue)(object)json : Parse(json, ValueInfo);

    private T Parse<T>(JsonElement json, JsonTypeInfo<T> info)
    {
        try
        {
            return json.Deserialize(info)!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw InvalidUpdateException.WrongType(Name, typeof(T), e);
        }
    }
}
