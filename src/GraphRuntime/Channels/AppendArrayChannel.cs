using System.Collections.Immutable;

namespace GraphRuntime.Channels;

/// <summary>An append channel read as an immutable array: a copy, made once per change and reader.</summary>
internal sealed class AppendArrayChannel<T>(ChannelDefinition<ImmutableArray<T>, ImmutableArray<T>> definition, ChannelSet owner)
    : AppendChannel<T, ImmutableArray<T>>(definition, owner)
{
    protected override ImmutableArray<T> ToList(T[] items, int count) => ImmutableArray.Create(items.AsSpan(0, count));

    protected override ReadOnlySpan<T> Items(ImmutableArray<T> list) => list.IsDefault ? default : list.AsSpan();
}
