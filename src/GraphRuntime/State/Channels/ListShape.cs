namespace GraphRuntime.Channels;

/// <summary>The type of the list that nodes read from a list channel and write to it.</summary>
internal abstract class ListShape<T, TList>
{
    /// <summary>Whether lists that are read share the array of the channel.</summary>
    public abstract bool IsView { get; }

    public abstract TList ToList(T[] items, int count);

    public abstract ReadOnlySpan<T> Items(TList list);
}
