using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>
/// A list of entries with keys: a written entry takes the place of the one with the same key. Readers get what the list type says: a copy or a
/// view; a view stays valid because only the space behind it is written, and an entry that is replaced is replaced in a new array.
/// </summary>
internal abstract class MergeChannel<T, TList>(ChannelDefinition<TList, TList> definition, ChannelSet owner, Func<T, string> keyOf)
    : LogChannel<TList, TList>(definition, owner)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<T> _unsaved = [];
    private readonly HashSet<int> _written = [];
    private T[] _items = [];
    private int _count;
    private int _logged;
    private bool _hasViews;
    private bool _isCached;
    private TList? _cached;
    private JsonTypeInfo<T>? _itemInfo;

    public override TList Value
    {
        get
        {
            if (!_isCached)
            {
                _cached = HasValue ? ToList(_items, _count) : Definition.DefaultValue;
                _isCached = true;
                _hasViews |= SharesItems;
            }

            return _cached!;
        }
    }

    public override bool IsPlain => PlainValues.Are<T>();

    public override bool IsWorthKeeping => IsPlain || _written.Count <= _count - _written.Count;

    private JsonTypeInfo<T> ItemInfo => _itemInfo ??= GraphJson.TypeInfo<T>(Definition.JsonOptions, Name);

    public override void Write(TList update)
    {
        if (!IsOverwritten)
        {
            StartFromDefault();
            CountWrite(single: false);
            Put(Items(update));
        }
    }

    public override void WriteJson(JsonElement update)
    {
        if (update.ValueKind == JsonValueKind.Array && typeof(T) != typeof(JsonElement))
        {
            base.WriteJson(update);
        }
        else if (!IsOverwritten)
        {
            T[] entries = update.ValueKind == JsonValueKind.Array
                ? [.. update.EnumerateArray().Select(element => JsonLists.Single<T>(element, Definition))]
                : [JsonLists.Single<T>(update, Definition)];
            StartFromDefault();
            CountWrite(single: false);
            Put(entries);
        }
    }

    public override void Overwrite(TList value)
    {
        CountOverwrite();
        Clear();
        Put(Items(value));
        BeginNewLog();
    }

    public override void Detach()
    {
        if (IsPlain || _written.Count == 0)
        {
            return;
        }

        PlainValues.Unshare(ref _items);
        foreach (var place in _written)
        {
            _items[place] = PlainValues.Copy(_items[place], ItemInfo);
        }

        _written.Clear();
        _isCached = false;
    }

    public override Channel Clone(ChannelSet owner)
    {
        var clone = (MergeChannel<T, TList>)Definition.Create(owner);
        CopyLogTo(clone);
        clone.Put(_items.AsSpan(0, _count));
        clone._unsaved.Clear();
        clone._logged = _logged;
        return clone;
    }

    /// <summary>Whether the lists that readers get show the channel's own array.</summary>
    protected abstract bool SharesItems { get; }

    protected abstract TList ToList(T[] items, int count);

    protected abstract ReadOnlySpan<T> Items(TList list);

    protected override void WriteWhole(CheckpointWriter checkpoint)
    {
        _logged = 0;
        WriteItems(checkpoint.Json, _items.AsSpan(0, _count));
    }

    protected override void WriteAdded(CheckpointWriter checkpoint) => WriteItems(checkpoint.Json, CollectionsMarshal.AsSpan(_unsaved));

    protected override void Saved()
    {
        _unsaved.Clear();
        if (_logged > (2 * _count) + 16)
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
        _items = [];
        _count = 0;
        _unsaved.Clear();
        _written.Clear();
        _logged = 0;
        _hasViews = _isCached = false;
    }

    private void StartFromDefault()
    {
        if (!HasValue)
        {
            Put(Items(Definition.DefaultValue));
        }
    }

    private void WriteItems(Utf8JsonWriter json, ReadOnlySpan<T> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            JsonSerializer.Serialize(json, item, ItemInfo);
        }

        json.WriteEndArray();
        _logged += items.Length;
    }

    private void Put(ReadOnlySpan<T> entries)
    {
        foreach (var entry in entries)
        {
            Put(entry);
        }
    }

    private void Put(T entry)
    {
        var key = keyOf(entry);
        if (!_places.TryGetValue(key, out var place))
        {
            place = _count;
            if (place == _items.Length)
            {
                Renew(Math.Max(4, 2 * place));
            }

            _places.Add(key, place);
            _count++;
        }
        else if (_hasViews)
        {
            Renew(_items.Length);
        }

        _isCached = false;
        _items[place] = entry;
        _written.Add(place);
        _unsaved.Add(entry);
    }

    private void Renew(int length)
    {
        var items = new T[length];
        Array.Copy(_items, items, _count);
        _items = items;
        _hasViews = false;
    }
}
