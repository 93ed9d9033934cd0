namespace GraphRuntime.Channels;

/// <summary>A list with keys read as a view, made without copying.</summary>
internal sealed class MergeListChannel<T>(ChannelDefinition<IReadOnlyList<T>, IReadOnlyList<T>> definition, ChannelSet owner, Func<T, string> keyOf)
    : MergeChannel<T, IReadOnlyList<T>>(definition, owner, keyOf)
{
    protected override bool SharesItems => true;

    protected override IReadOnlyList<T> ToList(T[] items, int count) => new ArraySegment<T>(items, 0, count);

    protected override ReadOnlySpan<T> Items(IReadOnlyList<T> list) => JsonLists.Span(list);
}
