namespace GraphRuntime.Channels;

/// <summary>An append channel read as a list: a view, made without copying.</summary>
internal sealed class AppendListChannel<T>(ChannelDefinition<IReadOnlyList<T>, IReadOnlyList<T>> definition, ChannelSet owner)
    : AppendChannel<T, IReadOnlyList<T>>(definition, owner)
{
    protected override IReadOnlyList<T> ToList(T[] items, int count) => new ArraySegment<T>(items, 0, count);

    protected override ReadOnlySpan<T> Items(IReadOnlyList<T> list) => JsonLists.Span(list);
}
