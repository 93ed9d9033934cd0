namespace GraphRuntime.Channels;

/// <summary>The type in which the items of a list channel are handed out and come in.</summary>
internal abstract class ListShape<T, TList>
{
    /// <summary>Whether the lists that are handed out show the channel's own array.</summary>
    public abstract bool IsView { get; }

    public abstract TList ToList(T[] items, int count);

    public abstract ReadOnlySpan<T> Items(TList list);
}
