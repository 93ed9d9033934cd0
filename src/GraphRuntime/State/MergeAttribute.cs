namespace GraphRuntime;

/// <summary>
/// Makes a property a merge channel: a written entry replaces the entry with the same key in place, a new key is added at the end.
/// The property is an <c>ImmutableDictionary&lt;string, TValue&gt;</c>, or an <c>ImmutableArray&lt;T&gt;</c> with a method that gives the key of an element.
/// </summary>
/// <remarks>A checkpoint stores the entries that were written, not the whole collection.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MergeAttribute : Attribute
{
    /// <summary>A dictionary, merged by its own keys.</summary>
    public MergeAttribute()
    {
    }

    /// <summary>
    /// A list, merged by the key of its elements. Declared as an <see cref="System.Collections.Immutable.ImmutableArray{T}"/> it is copied after each
    /// change; as an <see cref="IReadOnlyList{T}"/> it is a view, the better choice for a list that grows long.
    /// </summary>
    /// <param name="keySelector">The name of a static method of the state that takes an element and returns its key, a <see cref="string"/>.</param>
    public MergeAttribute(string keySelector) => KeySelector = keySelector;

    /// <summary>The name of the method that gives the key of an element; <see langword="null"/> for a dictionary.</summary>
    public string? KeySelector { get; }
}
