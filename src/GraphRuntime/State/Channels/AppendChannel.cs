using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>A list that grows.</summary>
internal sealed class AppendChannel<T, TList>(ChannelDefinition<TList, TList> definition, ChannelSet owner, ListShape<T, TList> shape)
    : ListChannel<T, TList>(definition, owner, shape)
{
    private int _saved;
    private int _loaded;

    public override bool IsWorthCaching => Count - _loaded <= _loaded;

    public override void OverwriteJson(JsonElement value) => Overwrite(JsonLists.Elements<T>(value, Definition));

    public override void Detach()
    {
        if (!IsPlain && _loaded < Count)
        {
            Refresh(Enumerable.Range(_loaded, Count - _loaded));
        }

        _loaded = Count;
    }

    public override Channel Clone(ChannelSet owner)
    {
        var clone = (AppendChannel<T, TList>)Definition.Create(owner);
        ShareWith(clone);
        clone._saved = _saved;
        clone._loaded = _loaded;
        return clone;
    }

    public override void Follow(Channel above)
    {
        var items = ((AppendChannel<T, TList>)above).Items;
        if (HasValue && BeginsWithSame(items, Count))
        {
            WriteAny(items[Count..]);
        }
        else
        {
            Overwrite(items);
        }
    }

    protected override void Add(ReadOnlySpan<T> items) => Append(items);

    protected override void WriteWhole(CheckpointWriter checkpoint) => WriteLog(checkpoint.Json, Items);

    protected override void WriteAdded(CheckpointWriter checkpoint) => WriteLog(checkpoint.Json, Items[_saved..]);

    protected override void Saved() => _saved = Count;

    protected override void Loaded() => _loaded = Count;

    protected override void Clear()
    {
        base.Clear();
        _saved = _loaded = 0;
    }
}
