using System.Collections;
using System.Runtime.CompilerServices;

namespace GraphRuntime;

/// <summary>Where to go next: any number of destinations. Converts from a name, a <see cref="Send"/>, or a collection expression of both.</summary>
[CollectionBuilder(typeof(RoutesBuilder), nameof(RoutesBuilder.Create))]
public readonly struct Routes : IReadOnlyCollection<Route>, IEquatable<Routes>
{
    private readonly object? _content;

    internal Routes(object? content) => _content = content;

    /// <summary>No destination.</summary>
    public static Routes None => default;

    /// <inheritdoc/>
    public int Count => _content switch { null => 0, Route[] many => many.Length, _ => 1 };

    internal Route this[int index] => _content switch
    {
        string node => node,
        Send send => send,
        Route[] many => many[index],
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    /// <summary>Goes to one node.</summary>
    /// <param name="node">The name of the node, or <see cref="Graph.End"/>.</param>
    public static implicit operator Routes(string node) => new(node);

    /// <summary>Goes to one send.</summary>
    /// <param name="send">The send.</param>
    public static implicit operator Routes(Send send) => new(send);

    /// <summary>Goes to several nodes.</summary>
    /// <param name="nodes">The names of the nodes.</param>
    public static implicit operator Routes(string[] nodes) => new(Array.ConvertAll(nodes, static n => (Route)n));

    /// <summary>Goes to several sends.</summary>
    /// <param name="sends">The sends.</param>
    public static implicit operator Routes(Send[] sends) => new(Array.ConvertAll(sends, static s => (Route)s));

    /// <summary>Compares two sets of destinations by identity of their content.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Routes left, Routes right) => left.Equals(right);

    /// <summary>Compares two sets of destinations by identity of their content.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Routes left, Routes right) => !left.Equals(right);

    /// <inheritdoc/>
    public IEnumerator<Route> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    /// <inheritdoc/>
    public bool Equals(Routes other) => Equals(_content, other._content);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Routes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _content?.GetHashCode() ?? 0;

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
