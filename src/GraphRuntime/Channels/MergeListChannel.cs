using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>A list of entries with keys: a written entry takes the place of the one with the same key.</summary>
internal sealed class MergeListChannel<T>(ChannelDefinition<ImmutableArray<T>, ImmutableArray<T>> definition, ChannelSet owner, Func<T, string> keyOf)
    : LogChannel<ImmutableArray<T>, ImmutableArray<T>>(definition, owner)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<T> _items = [];
    private readonly List<T> _unsaved = [];
    private readonly HashSet<int> _written = [];
    private int _logged;
    private ImmutableArray<T> _cached;
    private JsonTypeInfo<T>? _itemInfo;

    public override ImmutableArray<T> Value
    {
        get
        {
            if (_cached.IsDefault)
            {
                _cached = HasValue ? [.. _items] : Definition.DefaultValue;
            }

            return _cached;
        }
    }

    private JsonTypeInfo<T> ItemInfo => _itemInfo ??= GraphJson.TypeInfo<T>(Definition.JsonOptions, Name);

    public override void Write(ImmutableArray<T> update)
    {
        if (IsOverwritten)
        {
            return;
        }

        if (!HasValue)
        {
            Put(Definition.DefaultValue);
        }

        CountWrite(single: false);
        Put(update);
    }

    public override void WriteJson(JsonElement update) => Write(JsonLists.Elements(update, Definition));

    public override void Overwrite(ImmutableArray<T> value)
    {
        CountOverwrite();
        Clear();
        Put(value);
        BeginNewLog();
    }

    public override bool IsPlain => PlainValues.Are<T>();

    public override void Detach()
    {
        if (IsPlain || _written.Count == 0)
        {
            return;
        }

        foreach (var place in _written)
        {
            _items[place] = PlainValues.Copy(_items[place], ItemInfo);
        }

        _written.Clear();
        _cached = default;
    }

    public override Channel Clone(ChannelSet owner)
    {
        var clone = new MergeListChannel<T>(Definition, owner, keyOf);
        CopyLogTo(clone);
        clone.Put([.. _items]);
        clone._unsaved.Clear();
        clone._logged = _logged;
        return clone;
    }

    protected override void WriteWhole(CheckpointWriter checkpoint)
    {
        _logged = 0;
        WriteItems(checkpoint.Json, _items);
    }

    protected override void WriteAdded(CheckpointWriter checkpoint) => WriteItems(checkpoint.Json, _unsaved);

    protected override void Saved()
    {
        _unsaved.Clear();
        if (_logged > (2 * _items.Count) + 16)
        {
            BeginNewLog();
        }
    }

    protected override void Loaded() => _written.Clear();

    protected override void ReadFrame(ReadOnlySpan<byte> frame)
    {
        var json = new Utf8JsonReader(frame);
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A piece of a log begins with the start of its array.");
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Put(JsonSerializer.Deserialize(ref json, ItemInfo)!);
            _logged++;
        }
    }

    protected override void Clear()
    {
        _places.Clear();
        _items.Clear();
        _unsaved.Clear();
        _written.Clear();
        _logged = 0;
        _cached = default;
    }

    private void WriteItems(Utf8JsonWriter json, List<T> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            JsonSerializer.Serialize(json, item, ItemInfo);
        }

        json.WriteEndArray();
        _logged += items.Count;
    }

    private void Put(ImmutableArray<T> entries)
    {
        if (!entries.IsDefault)
        {
            foreach (var entry in entries)
            {
                Put(entry);
            }
        }
    }

    private void Put(T entry)
    {
        _cached = default;
        var key = keyOf(entry);
        if (_places.TryGetValue(key, out var place))
        {
            _items[place] = entry;
        }
        else
        {
            place = _items.Count;
            _places.Add(key, place);
            _items.Add(entry);
        }

        _written.Add(place);
        _unsaved.Add(entry);
    }
}
