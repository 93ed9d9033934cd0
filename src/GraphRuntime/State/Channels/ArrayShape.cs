using System.Collections.Immutable;

namespace GraphRuntime.Channels;

/// <summary>Readers get an immutable array: a copy, made once per change and reader.</summary>
internal sealed class ArrayShape<T> : ListShape<T, ImmutableArray<T>>
{
    public static ArrayShape<T> Instance { get; } = new();

    public override bool IsView => false;

    public override ImmutableArray<T> ToList(T[] items, int count) => ImmutableArray.Create(items.AsSpan(0, count));

    public override ReadOnlySpan<T> Items(ImmutableArray<T> list) => list.IsDefault ? default : list.AsSpan();
}
