using System.Runtime.InteropServices;
using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>A list of entries with keys: a written entry replaces the one with the same key, or removes it if the rules say so.</summary>
internal sealed class MergeChannel<T, TList>(ChannelDefinition<TList, TList> definition, ChannelSet owner, ListShape<T, TList> shape, MergeRules<T> rules)
    : ListChannel<T, TList>(definition, owner, shape)
{
    private readonly List<T> _unsaved = [];
    private readonly HashSet<int> _replaced = [];
    private Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private int _loaded;
    private int _logged;

    public override bool IsWorthCaching => Count - _loaded + _replaced.Count <= _loaded - _replaced.Count;

    public override void WriteJson(JsonElement update)
    {
        if (rules.Prepare is null)
        {
            base.WriteJson(update);
        }
        else if (!IsOverwritten)
        {
            Write(Prepare(update));
        }
    }

    public override void CheckJson(JsonElement update)
    {
        if (rules.Prepare is null)
        {
            base.CheckJson(update);
        }
        else
        {
            JsonLists.Elements<T>(update, Definition);
        }
    }

    public override void OverwriteJson(JsonElement value)
    {
        if (rules.Prepare is null)
        {
            base.OverwriteJson(value);
        }
        else
        {
            Overwrite(Prepare(value));
        }
    }

    public override void Follow(Channel above)
    {
        var items = ((MergeChannel<T, TList>)above).Items;
        if (!HasValue || !HasSameKeys(items))
        {
            Overwrite(items);
            return;
        }

        var changed = new List<T>();
        for (var i = 0; i < items.Length; i++)
        {
            if (i >= Count || !IsSame(i, items[i]))
            {
                changed.Add(items[i]);
            }
        }

        WriteAny(CollectionsMarshal.AsSpan(changed));
    }

    public override void Detach()
    {
        if (!IsPlain && (_loaded < Count || _replaced.Count > 0))
        {
            Refresh(_replaced.Concat(Enumerable.Range(_loaded, Count - _loaded)));
        }

        Loaded();
    }

    public override Channel Clone(ChannelSet owner)
    {
        var clone = (MergeChannel<T, TList>)Definition.Create(owner);
        ShareWith(clone);
        clone._places = new Dictionary<string, int>(_places, StringComparer.Ordinal);
        clone._unsaved.AddRange(_unsaved);
        clone._replaced.UnionWith(_replaced);
        clone._loaded = _loaded;
        clone._logged = _logged;
        return clone;
    }

    protected override void WriteWhole(CheckpointWriter checkpoint)
    {
        WriteLog(checkpoint.Json, Items);
        _logged = Count;
    }

    protected override void WriteAdded(CheckpointWriter checkpoint)
    {
        WriteLog(checkpoint.Json, CollectionsMarshal.AsSpan(_unsaved));
        _logged += _unsaved.Count;
    }

    protected override void Saved()
    {
        _unsaved.Clear();
        if (_logged > (2 * Count) + 16)
        {
            BeginNewLog();
        }
    }

    protected override void ForgetLogged() => _logged = 0;

    protected override void ShareValue(Channel above)
    {
        base.ShareValue(above);
        _places = new Dictionary<string, int>(((MergeChannel<T, TList>)above)._places, StringComparer.Ordinal);
    }

    protected override void Loaded()
    {
        _replaced.Clear();
        _loaded = Count;
    }

    protected override void Clear()
    {
        base.Clear();
        _places.Clear();
        _unsaved.Clear();
        _replaced.Clear();
        _loaded = _logged = 0;
    }

    protected override void AddStored(T item)
    {
        Take(item);
        _logged++;
    }

    protected override void Add(ReadOnlySpan<T> items)
    {
        if (!BeginsNewLog)
        {
            _unsaved.AddRange(items);
        }

        // A list that comes as a whole is followed by single entries as a rule; the first of them should not move it and its index.
        Reserve(items.Length + (items.Length / 2));
        _places.EnsureCapacity(Capacity);
        foreach (var item in items)
        {
            Take(item);
        }
    }

    /// <summary>Whether the first entries of another list have the keys of this one.</summary>
    private bool HasSameKeys(ReadOnlySpan<T> items)
    {
        for (var i = 0; i < Count; i++)
        {
            if (i >= items.Length || rules.KeyOf(Items[i]) != rules.KeyOf(items[i]))
            {
                return false;
            }
        }

        return true;
    }

    private T[] Prepare(JsonElement json) => [.. rules.Prepare!(JsonLists.Elements<T>(json, Definition))];

    private void Take(T entry)
    {
        switch (rules.KindOf?.Invoke(entry))
        {
            case ListWrite.Remove:
                RemoveKey(rules.KeyOf(entry));
                break;
            case ListWrite.RemoveAll:
                Clear();
                BeginNewLog();
                break;
            default:
                Put(entry);
                break;
        }
    }

    private void Put(T entry)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, rules.KeyOf(entry), out var exists);
        if (!exists)
        {
            place = Count;
            Append(entry);
        }
        else
        {
            Replace(place, entry);
            if (place < _loaded)
            {
                _replaced.Add(place);
            }
        }
    }

    private void RemoveKey(string key)
    {
        if (!_places.Remove(key, out var removed))
        {
            return;
        }

        RemoveAt(removed);
        for (var i = removed; i < Count; i++)
        {
            _places[rules.KeyOf(Items[i])] = i;
        }

        int[] replaced = [.. _replaced];
        _replaced.Clear();
        _replaced.UnionWith(replaced.Where(place => place != removed).Select(place => place > removed ? place - 1 : place));
        _loaded -= removed < _loaded ? 1 : 0;
    }
}
