using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace GraphRuntime.Stores;

/// <summary>
/// A path in the store: a list of names from the general to the particular, for example <c>["users", userId, "todos"]</c>. Two with equal
/// names are equal.
/// </summary>
/// <remarks>
/// Names are not empty, are well-formed Unicode and are free of U+0000. Case-sensitive. Together they have at most 1,000 bytes, one of
/// them after each name.
/// </remarks>
[CollectionBuilder(typeof(StoreNamespace), nameof(Create))]
[SuppressMessage("Naming", "CA1710", Justification = "A namespace is what it is called, though it is a list of names.")]
public sealed class StoreNamespace : IReadOnlyList<string>, IEquatable<StoreNamespace>
{
    private const byte EndOfName = 0;

    private readonly ImmutableArray<string> _names;
    private readonly byte[] _encoded;

    private StoreNamespace(ImmutableArray<string> names, byte[] encoded)
    {
        _names = names;
        _encoded = encoded;
    }

    /// <summary>No names: the ancestor of every namespace. It holds no items itself.</summary>
    public static StoreNamespace Root { get; } = new([], []);

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <summary>
    /// The names in UTF-8, each followed by a zero byte. Comparing these bytes gives the order of namespaces; those of a descendant begin
    /// with those of the ancestor.
    /// </summary>
    public ReadOnlyMemory<byte> Encoded => _encoded;

    /// <inheritdoc/>
    public string this[int index] => _names[index];

    /// <summary>Creates a namespace.</summary>
    /// <param name="names">The names.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="ArgumentException">A name is empty or not well formed, or there are too many bytes.</exception>
    public static StoreNamespace Create(ReadOnlySpan<string> names)
    {
        var size = 0;
        foreach (var name in names)
        {
            size += StoreName.CheckedByteCount(name, "name in the namespace", nameof(names)) + 1;
        }

        if (size > StoreName.MaxBytes)
        {
            throw StoreName.TooLong("namespace", nameof(names));
        }

        return size == 0 ? Root : new StoreNamespace([.. names], Encode(names, size));
    }

    /// <summary>Creates a namespace.</summary>
    /// <param name="names">The names.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="ArgumentException">A name is empty or not well formed, or there are too many bytes.</exception>
    public static StoreNamespace From(IEnumerable<string> names) => names as StoreNamespace ?? Create([.. names]);

    /// <summary>Reads what <see cref="Encoded"/> gave.</summary>
    /// <param name="encoded">The bytes.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="ArgumentException">The bytes are something else.</exception>
    public static StoreNamespace Decode(ReadOnlySpan<byte> encoded)
    {
        var names = new List<string>();
        for (var rest = encoded; !rest.IsEmpty;)
        {
            var length = rest.IndexOf(EndOfName);
            if (length <= 0)
            {
                throw new ArgumentException("The bytes are not those of an encoded namespace.", nameof(encoded));
            }

            names.Add(Encoding.UTF8.GetString(rest[..length]));
            rest = rest[(length + 1)..];
        }

        return Create([.. names]);
    }

    /// <summary>Whether this is the other namespace or is below it.</summary>
    /// <param name="prefix">The other.</param>
    /// <returns><see langword="true"/> where the first names are those of the other.</returns>
    public bool StartsWith(StoreNamespace prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return _encoded.AsSpan().StartsWith(prefix._encoded);
    }

    /// <summary>Whether the last names are those of the other.</summary>
    /// <param name="suffix">The other.</param>
    /// <returns><see langword="true"/> where they are.</returns>
    public bool EndsWith(StoreNamespace suffix)
    {
        ArgumentNullException.ThrowIfNull(suffix);
        return Count >= suffix.Count && _names.AsSpan()[^suffix.Count..].SequenceEqual(suffix._names.AsSpan());
    }

    /// <summary>The first names only.</summary>
    /// <param name="depth">How many at most.</param>
    /// <returns>The ancestor, or this namespace where it is not deeper.</returns>
    public StoreNamespace Truncate(int depth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        return depth >= Count ? this : Create(_names.AsSpan()[..depth]);
    }

    /// <summary>The namespace below this one.</summary>
    /// <param name="name">Its last name.</param>
    /// <returns>The namespace.</returns>
    public StoreNamespace Child(string name) => Create([.. _names, name]);

    /// <inheritdoc/>
    public bool Equals(StoreNamespace? other) => other is not null && _encoded.AsSpan().SequenceEqual(other._encoded);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StoreNamespace);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_encoded);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_names).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The names, for people.</summary>
    /// <returns>The names with slashes between them.</returns>
    public override string ToString() => string.Join('/', _names);

    private static byte[] Encode(ReadOnlySpan<string> names, int size)
    {
        var encoded = new byte[size];
        var rest = encoded.AsSpan();
        foreach (var name in names)
        {
            rest = rest[(Encoding.UTF8.GetBytes(name, rest) + 1)..];
        }

        return encoded;
    }
}
