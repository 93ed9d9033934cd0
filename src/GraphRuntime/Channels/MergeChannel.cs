using System.Runtime.InteropServices;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>A list of entries with keys: a written entry takes the place of the one with the same key.</summary>
internal sealed class MergeChannel<T, TList>(ChannelDefinition<TList, TList> definition, ChannelSet owner, ListShape<T, TList> shape, Func<T, string> keyOf)
    : ListChannel<T, TList>(definition, owner, shape)
{
    private readonly List<T> _unsaved = [];
    private readonly HashSet<int> _written = [];
    private Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private int _logged;

    public override bool IsWorthKeeping => _written.Count <= Count - _written.Count;

    public override void Detach()
    {
        if (!IsPlain && _written.Count > 0)
        {
            Refresh(_written);
        }

        _written.Clear();
    }

    public override Channel Clone(ChannelSet owner)
    {
        var clone = (MergeChannel<T, TList>)Definition.Create(owner);
        ShareWith(clone);
        clone._places = new Dictionary<string, int>(_places, StringComparer.Ordinal);
        clone._unsaved.AddRange(_unsaved);
        clone._written.UnionWith(_written);
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

    protected override void Loaded() => _written.Clear();

    protected override void Clear()
    {
        base.Clear();
        _places.Clear();
        _unsaved.Clear();
        _written.Clear();
        _logged = 0;
    }

    protected override void AddStored(T item)
    {
        Put(item);
        _logged++;
    }

    protected override void Add(ReadOnlySpan<T> items)
    {
        foreach (var item in items)
        {
            Put(item);
        }
    }

    private void Put(T entry)
    {
        var key = keyOf(entry);
        if (!_places.TryGetValue(key, out var place))
        {
            place = Count;
            Append(new ReadOnlySpan<T>(ref entry));
            _places.Add(key, place);
        }
        else
        {
            Replace(place, entry);
        }

        _written.Add(place);
        _unsaved.Add(entry);
    }
}
