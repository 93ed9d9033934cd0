using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Channels;

/// <content>The items as pieces of a log.</content>
internal abstract partial class ListChannel<T, TList>
{
    // Created once per item type; the serializer prepares it on first use.
    private static readonly ConditionalWeakTable<JsonTypeInfo<T>, JsonTypeInfo<List<T>>> s_frameInfos = [];

    private bool? _provesItems;
    private JsonTypeInfo<T>? _itemInfo;
    private JsonTypeInfo<List<T>>? _frameInfo;

    private JsonTypeInfo<T> ItemInfo => _itemInfo ??= GraphJson.TypeInfo<T>(Definition.JsonOptions, Name);

    private JsonTypeInfo<List<T>> FrameInfo => _frameInfo ??= s_frameInfos.GetValue(ItemInfo, static item => JsonMetadataServices.CreateListInfo<List<T>, T>(
        item.Options, new JsonCollectionInfoValues<List<T>> { ObjectCreator = static () => [], ElementInfo = item }));

    /// <summary>Takes one item of the stored log.</summary>
    protected virtual void AddStored(T item) => Add(new ReadOnlySpan<T>(ref item));

    protected override void ReadFrame(ReadOnlySpan<byte> frame)
    {
        // The whole array at once, where it can be: item by item the serializer looks for the end of each one before it reads it. References are
        // numbered per item, as each one was written for itself.
        if (ItemInfo.Options.ReferenceHandler is null)
        {
            foreach (var item in JsonSerializer.Deserialize(frame, FrameInfo) ?? throw new JsonException("A piece of a log is an array."))
            {
                AddStored(item);
            }
        }
        else
        {
            ReadItems(frame);
        }
    }

    protected void WriteLog(Utf8JsonWriter json, ReadOnlySpan<T> items)
    {
        json.WriteStartArray();
        var proves = _provesItems ??= RoundTripCheck.IsNeeded(ItemInfo);
        foreach (var item in items)
        {
            if (proves)
            {
                RoundTripCheck.Check(item, ItemInfo);
            }

            JsonSerializer.Serialize(json, item, ItemInfo);
        }

        json.WriteEndArray();
    }

    private void ReadItems(ReadOnlySpan<byte> frame)
    {
        var json = new Utf8JsonReader(frame);
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A piece of a log begins with the start of its array.");
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            AddStored(JsonSerializer.Deserialize(ref json, ItemInfo)!);
        }
    }
}
