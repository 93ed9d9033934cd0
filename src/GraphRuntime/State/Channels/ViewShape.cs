namespace GraphRuntime.Channels;

/// <summary>Readers get a list that shows the channel's array, without copying.</summary>
internal sealed class ViewShape<T> : ListShape<T, IReadOnlyList<T>>
{
    public static ViewShape<T> Instance { get; } = new();

    public override bool IsView => true;

    public override IReadOnlyList<T> ToList(T[] items, int count) => new ArraySegment<T>(items, 0, count);

    public override ReadOnlySpan<T> Items(IReadOnlyList<T> list) => list switch
    {
        null => default,
        T[] array => array,
        ArraySegment<T> segment => segment,
        _ => list.ToArray(),
    };
}
