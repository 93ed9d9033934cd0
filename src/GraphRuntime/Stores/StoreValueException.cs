using GraphRuntime.Stores;

namespace GraphRuntime;

/// <summary>A value of the long-term store does not fit the requested type. The value itself is never part of the message.</summary>
public sealed class StoreValueException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="key">The address of the item.</param>
    /// <param name="type">The type.</param>
    /// <param name="innerException">The cause.</param>
    public StoreValueException(StoreKey key, Type type, Exception? innerException = null)
        : base($"Store item '{key}' cannot be read as {type?.Name}. Read its JSON and put it again in the new form, or read it as the type it was written with.", innerException)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(type);
        Key = key;
        ValueType = type;
    }

    /// <summary>The address of the item.</summary>
    public StoreKey Key { get; }

    /// <summary>The type.</summary>
    public Type ValueType { get; }
}
