using System.Collections.Immutable;

namespace GraphRuntime.Channels;

/// <summary>A list with keys read as an immutable array: a copy, made once per change and reader.</summary>
internal sealed class MergeArrayChannel<T>(ChannelDefinition<ImmutableArray<T>, ImmutableArray<T>> definition, ChannelSet owner, Func<T, string> keyOf)
    : MergeChannel<T, ImmutableArray<T>>(definition, owner, keyOf)
{
    protected override bool SharesItems => false;

    protected override ImmutableArray<T> ToList(T[] items, int count) => ImmutableArray.Create(items.AsSpan(0, count));

    protected override ReadOnlySpan<T> Items(ImmutableArray<T> list) => list.IsDefault ? default : list.AsSpan();
}
