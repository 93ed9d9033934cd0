namespace GraphRuntime.Channels;

/// <summary>How the elements of a merged list are told apart, and what writing one does.</summary>
/// <param name="KeyOf">Gives the key of an element.</param>
/// <param name="KindOf">Says what writing an element does; <see langword="null"/> where every element is put.</param>
/// <param name="Prepare">Makes elements that come in as JSON ready; <see langword="null"/> where they are.</param>
internal sealed record MergeRules<T>(Func<T, string> KeyOf, Func<T, ListWrite>? KindOf = null, Func<IReadOnlyList<T>, IReadOnlyList<T>>? Prepare = null);
