using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime;

/// <summary>
/// The rules of a list that a library declares with an attribute of its own. An attribute that implements this interface makes a property of type
/// <c>IReadOnlyList&lt;TElement&gt;</c> a merge channel: each element has a key, and a written element replaces the one with the same key.
/// </summary>
/// <remarks>A checkpoint stores what was written, removals included, and not the whole list.</remarks>
/// <typeparam name="TElement">The type of the elements.</typeparam>
public interface IListRules<TElement>
{
    /// <summary>The options by which the elements are written as JSON; <see langword="null"/> for those of the state.</summary>
    static virtual JsonSerializerOptions? JsonOptions => null;

    /// <summary>
    /// Knows how the library's own types are written where nodes of such a state send, emit, ask for and answer with them; it is asked before the JSON
    /// context of the state. <see langword="null"/> for none.
    /// </summary>
    static virtual IJsonTypeInfoResolver? TypeInfoResolver => null;

    /// <summary>Gives the key of an element.</summary>
    /// <param name="element">The element; prepared.</param>
    /// <returns>The key.</returns>
    static abstract string KeyOf(TElement element);

    /// <summary>The effect of writing an element.</summary>
    /// <param name="element">The element; prepared.</param>
    /// <returns>What it does.</returns>
    static virtual ListWrite KindOf(TElement element) => ListWrite.Put;

    /// <summary>
    /// Makes elements ready to be written: gives keys where they are missing, refuses what cannot be stored. It is called when an update is made, and
    /// when elements come in as JSON. Prepared elements stay as they are.
    /// </summary>
    /// <param name="elements">The elements; not to be changed.</param>
    /// <returns>The elements that are written.</returns>
    static virtual IReadOnlyList<TElement> Prepare(IReadOnlyList<TElement> elements) => elements;
}
