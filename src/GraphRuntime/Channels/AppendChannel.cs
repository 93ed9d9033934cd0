using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>A list that grows. Readers get what the list type says: a copy or a view; a view stays valid because only the space behind it is written.</summary>
internal abstract class AppendChannel<T, TList>(ChannelDefinition<TList, TList> definition, ChannelSet owner) : LogChannel<TList, TList>(definition, owner)
{
    private T[] _items = [];
    private int _count;
    private int _saved;
    private int _loaded;
    private bool _isShared;
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
            }

            return _cached!;
        }
    }

    private JsonTypeInfo<T> ItemInfo => _itemInfo ??= GraphJson.TypeInfo<T>(Definition.JsonOptions, Name);

    public override void Write(TList update)
    {
        if (!IsOverwritten)
        {
            StartFromDefault();
            CountWrite(single: false);
            Add(Items(update));
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
            StartFromDefault();
            CountWrite(single: false);
            AddJson(update);
        }
    }

    public override void Overwrite(TList value)
    {
        CountOverwrite();
        Clear();
        Add(Items(value));
        BeginNewLog();
    }

    public override void OverwriteJson(JsonElement value)
    {
        CountOverwrite();
        Clear();
        AddJson(value);
        BeginNewLog();
    }

    public override JsonElement ToJson() => JsonSerializer.SerializeToElement(Value, ValueInfo);

    public override bool IsPlain => PlainValues.Are<T>();

    public override bool IsWorthKeeping => IsPlain || _count - _loaded <= _loaded;

    public override void Detach()
    {
        if (IsPlain || _loaded == _count)
        {
            return;
        }

        PlainValues.Unshare(ref _items);
        for (var i = _loaded; i < _count; i++)
        {
            _items[i] = PlainValues.Copy(_items[i], ItemInfo);
        }

        _loaded = _count;
        _isCached = false;
    }

    public override Channel Clone(ChannelSet owner)
    {
        var clone = (AppendChannel<T, TList>)Definition.Create(owner);
        CopyLogTo(clone);
        clone._items = _items;
        clone._count = _count;
        clone._saved = _saved;
        clone._loaded = _loaded;
        clone._isShared = true;
        return clone;
    }

    protected abstract TList ToList(T[] items, int count);

    protected abstract ReadOnlySpan<T> Items(TList list);

    protected override void WriteWhole(CheckpointWriter checkpoint) => WriteItems(checkpoint.Json, 0);

    protected override void WriteAdded(CheckpointWriter checkpoint) => WriteItems(checkpoint.Json, _saved);

    protected override void Saved() => _saved = _count;

    protected override void Loaded() => _loaded = _count;

    protected override void ReadFrame(ReadOnlySpan<byte> frame)
    {
        var json = new Utf8JsonReader(frame);
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A piece of a log begins with the start of its array.");
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Add(JsonSerializer.Deserialize(ref json, ItemInfo)!);
        }
    }

    protected override void Clear()
    {
        _items = [];
        _count = _saved = _loaded = 0;
        _isShared = _isCached = false;
    }

    private void WriteItems(Utf8JsonWriter json, int from)
    {
        json.WriteStartArray();
        for (var i = from; i < _count; i++)
        {
            JsonSerializer.Serialize(json, _items[i], ItemInfo);
        }

        json.WriteEndArray();
    }

    private void StartFromDefault()
    {
        if (!HasValue)
        {
            Add(Items(Definition.DefaultValue));
        }
    }

    private void AddJson(JsonElement update)
    {
        if (update.ValueKind != JsonValueKind.Array)
        {
            Add(JsonLists.Single<T>(update, Definition));
            return;
        }

        foreach (var element in update.EnumerateArray())
        {
            Add(JsonLists.Single<T>(element, Definition));
        }
    }

    private void Add(T item) => Add(new ReadOnlySpan<T>(ref item));

    private void Add(ReadOnlySpan<T> added)
    {
        _isCached = false;
        if (_isShared || _count + added.Length > _items.Length)
        {
            var larger = new T[Math.Max(_count + added.Length, Math.Max(4, _count * 2))];
            Array.Copy(_items, larger, _count);
            _items = larger;
            _isShared = false;
        }

        added.CopyTo(_items.AsSpan(_count));
        _count += added.Length;
    }
}
