namespace GraphRuntime.Channels;

/// <summary>The key of the elements of a merged list, and the effect of writing one.</summary>
/// <param name="KeyOf">Gives the key of an element.</param>
/// <param name="KindOf">The effect of writing an element; <see langword="null"/> if every element is put.</param>
/// <param name="Prepare">Makes elements that come in as JSON ready; <see langword="null"/> where they are.</param>
internal sealed record MergeRules<T>(Func<T, string> KeyOf, Func<T, ListWrite>? KindOf = null, Func<IReadOnlyList<T>, IReadOnlyList<T>>? Prepare = null);
