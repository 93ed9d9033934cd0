using System.Text.Json;

namespace GraphRuntime.Channels;

/// <summary>
/// A list stored as a log of its items. Readers get a copy or a view, as the shape says. A view stays valid because the channel writes only behind its end.
/// </summary>
internal abstract partial class ListChannel<T, TList>(ChannelDefinition<TList, TList> definition, ChannelSet owner, ListShape<T, TList> shape)
    : LogChannel<TList, TList>(definition, owner)
{
    private T[] _items = [];
    private bool _isShared;
    private bool _hasViews;
    private bool _isCached;
    private TList? _cached;

    public override TList Value
    {
        get
        {
            if (!_isCached)
            {
                _cached = HasValue ? shape.ToList(_items, Count) : Definition.DefaultValue;
                _isCached = true;
                _hasViews |= shape.IsView;
            }

            return _cached!;
        }
    }

    public override bool IsPlain => PlainValues.Are<T>();

    protected int Count { get; private set; }

    /// <summary>How many items have room.</summary>
    protected int Capacity => _items.Length;

    protected ReadOnlySpan<T> Items => _items.AsSpan(0, Count);

    public override void Write(TList update)
    {
        if (!IsOverwritten)
        {
            Write(shape.Items(update));
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
            Write(JsonLists.Elements<T>(update, Definition));
        }
    }

    public override void CheckJson(JsonElement update)
    {
        if (update.ValueKind == JsonValueKind.Array && typeof(T) != typeof(JsonElement))
        {
            base.CheckJson(update);
        }
        else
        {
            JsonLists.Elements<T>(update, Definition);
        }
    }

    public override Channel Trial(ChannelSet owner) => Definition.Create(owner);

    public override void Overwrite(TList value) => Overwrite(shape.Items(value));

    protected abstract void Add(ReadOnlySpan<T> items);

    protected override void Clear()
    {
        _items = [];
        Count = 0;
        _isShared = _hasViews = _isCached = false;
    }

    protected void Overwrite(ReadOnlySpan<T> items)
    {
        CountOverwrite();
        Clear();
        Add(items);
        BeginNewLog();
    }

    /// <summary>Makes room for more items.</summary>
    protected void Reserve(int added)
    {
        if (_isShared || Count + added > _items.Length)
        {
            Renew(Math.Max(Count + added, Math.Max(4, Count * 2)));
        }
    }

    protected void Append(T item)
    {
        _isCached = false;
        Reserve(1);
        _items[Count++] = item;
    }

    protected void Append(ReadOnlySpan<T> items)
    {
        _isCached = false;
        Reserve(items.Length);
        items.CopyTo(_items.AsSpan(Count));
        Count += items.Length;
    }

    /// <summary>Replaces an item. Copies the array first if a reader may share it.</summary>
    protected void Replace(int place, T item)
    {
        _isCached = false;
        if (_hasViews)
        {
            Renew(_items.Length);
        }

        _items[place] = item;
    }

    /// <summary>Removes an item. Copies the array first, because a reader may share it.</summary>
    protected void RemoveAt(int place)
    {
        _isCached = false;
        Renew(_items.Length);
        Array.Copy(_items, place + 1, _items, place, Count - place - 1);
        _items[--Count] = default!;
    }

    /// <summary>Replaces items by what the store would give back for them.</summary>
    protected void Refresh(IEnumerable<int> places)
    {
        PlainValues.Unshare(ref _items);
        foreach (var place in places)
        {
            _items[place] = PlainValues.Copy(_items[place], ItemInfo);
        }

        _isCached = false;
    }

    /// <summary>Shares the array with a clone. This channel appends behind the shared items; the clone copies them before it writes.</summary>
    protected void ShareWith(ListChannel<T, TList> clone)
    {
        CopyLogTo(clone);
        ShareItemsWith(clone);
    }

    protected override void ShareValue(Channel above) => ((ListChannel<T, TList>)above).ShareItemsWith(this);

    /// <summary>Hands the items to another channel, in the same array: this one goes on to write behind them, the other one takes an array of its own first.</summary>
    private void ShareItemsWith(ListChannel<T, TList> clone)
    {
        clone._items = _items;
        clone.Count = Count;
        clone._isShared = clone._hasViews = _hasViews = true;
    }

    /// <summary>Whether the first items of another list are those of this one.</summary>
    protected bool BeginsWithSame(ReadOnlySpan<T> items, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (i >= items.Length || !IsSame(i, items[i]))
            {
                return false;
            }
        }

        return true;
    }

    protected bool IsSame(int place, T item) => PlainValues.AreSame(_items[place], item, ItemInfo);

    /// <summary>Writes items, where there are any.</summary>
    protected void WriteAny(ReadOnlySpan<T> items)
    {
        if (items.Length > 0)
        {
            Write(items);
        }
    }

    protected void Write(ReadOnlySpan<T> items)
    {
        if (!HasValue)
        {
            Add(shape.Items(Definition.DefaultValue));
        }

        CountWrite(single: false);
        Add(items);
    }

    private void Renew(int length)
    {
        var items = new T[length];
        Array.Copy(_items, items, Count);
        _items = items;
        _isShared = _hasViews = false;
    }
}
