namespace GraphRuntime.Stores;

/// <summary>The address of one item.</summary>
public sealed record StoreKey
{
    /// <summary>Creates an address.</summary>
    /// <param name="storeNamespace">The namespace; at least one name.</param>
    /// <param name="key">The key: 1 to 1,000 bytes of well-formed UTF-8 without U+0000. Case-sensitive.</param>
    /// <exception cref="ArgumentException">The namespace has no name, or the key is not as it should be.</exception>
    public StoreKey(StoreNamespace storeNamespace, string key)
    {
        ArgumentNullException.ThrowIfNull(storeNamespace);
        if (storeNamespace.Count == 0)
        {
            throw new ArgumentException("The namespace has no name. Items live below the root, for example in [\"memories\"].", nameof(storeNamespace));
        }

        if (StoreName.CheckedByteCount(key, "key", nameof(key)) > StoreName.MaxBytes)
        {
            throw StoreName.TooLong("key", nameof(key));
        }

        Namespace = storeNamespace;
        Key = key;
    }

    /// <summary>The namespace.</summary>
    public StoreNamespace Namespace { get; }

    /// <summary>The key within the namespace.</summary>
    public string Key { get; }

    /// <summary>The address, for people.</summary>
    /// <returns>The names and the key with slashes between them.</returns>
    public override string ToString() => $"{Namespace}/{Key}";
}
