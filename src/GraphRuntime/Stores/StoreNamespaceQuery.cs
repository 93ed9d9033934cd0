namespace GraphRuntime.Stores;

/// <summary>Which namespaces to list.</summary>
public sealed record StoreNamespaceQuery
{
    /// <summary>The first names.</summary>
    /// <value>The default is none.</value>
    public StoreNamespace Prefix { get; init; } = StoreNamespace.Root;

    /// <summary>The last names.</summary>
    /// <value>The default is none.</value>
    public StoreNamespace Suffix { get; init; } = StoreNamespace.Root;

    /// <summary>Deeper namespaces are cut to so many names, and listed once.</summary>
    /// <value>The default is <see langword="null"/>: whole namespaces.</value>
    public int? MaxDepth { get; init; }

    /// <summary>The largest number of namespaces to return.</summary>
    /// <value>The default is 100.</value>
    public int Limit { get; init; } = 100;

    /// <summary>How many namespaces to leave out at the beginning.</summary>
    /// <value>The default is 0.</value>
    public int Offset { get; init; }

    /// <summary>For implementations of <see cref="IStore"/>: refuses numbers that mean nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public void Check()
    {
        ArgumentNullException.ThrowIfNull(Prefix);
        ArgumentNullException.ThrowIfNull(Suffix);
        ArgumentOutOfRangeException.ThrowIfNegative(Limit);
        ArgumentOutOfRangeException.ThrowIfNegative(Offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth ?? 1, 1, nameof(MaxDepth));
    }

    /// <summary>For implementations of <see cref="IStore"/>: picks from the namespaces below the prefix.</summary>
    /// <param name="ordered">The namespaces below the prefix that have items, in order of their encoded bytes.</param>
    /// <returns>The answer to the query.</returns>
    public IReadOnlyList<StoreNamespace> Select(IEnumerable<StoreNamespace> ordered)
    {
        Check();
        return [.. ordered
            .Where(one => one.StartsWith(Prefix) && one.EndsWith(Suffix))
            .Select(one => one.Truncate(MaxDepth ?? int.MaxValue))
            .Distinct()
            .Skip(Offset)
            .Take(Limit)];
    }
}
