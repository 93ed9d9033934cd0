using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Stores;

/// <summary>Typed values: read and written by the type's own JSON contract, never by a name that was stored.</summary>
public static class StoreJsonExtensions
{
    /// <summary>Reads the value of an item.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="item">The item.</param>
    /// <param name="typeInfo">How the type is written as JSON.</param>
    /// <returns>The value.</returns>
    /// <exception cref="StoreValueException">The stored object does not fit the type.</exception>
    public static T Read<T>(this StoreItem item, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(item);
        try
        {
            return JsonSerializer.Deserialize(item.Value.Span, typeInfo)!;
        }
        catch (JsonException exception)
        {
            throw new StoreValueException(item.Key, typeof(T), exception);
        }
    }

    /// <summary>Reads the value of an item.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="store">The store.</param>
    /// <param name="storeNamespace">The namespace.</param>
    /// <param name="key">The key.</param>
    /// <param name="typeInfo">How the type is written as JSON.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The value; the default of the type where there is no item.</returns>
    /// <exception cref="StoreValueException">The stored object does not fit the type.</exception>
    public static async ValueTask<T?> GetAsync<T>(
        this IStore store, StoreNamespace storeNamespace, string key, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken = default)
    {
        var item = await store.GetAsync(storeNamespace, key, cancellationToken).ConfigureAwait(false);
        return item is null ? default : item.Read(typeInfo);
    }

    /// <summary>Puts a value, replacing what was there.</summary>
    /// <typeparam name="T">The type; it must be written as a JSON object.</typeparam>
    /// <param name="store">The store.</param>
    /// <param name="storeNamespace">The namespace.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="typeInfo">How the type is written as JSON.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the item is stored.</returns>
    /// <exception cref="ArgumentException">The namespace or key is not valid, or the value is not written as a JSON object.</exception>
    /// <exception cref="StaleEpochException">The options have a token, and its thread has another epoch.</exception>
    public static ValueTask PutAsync<T>(
        this IStore store,
        StoreNamespace storeNamespace,
        string key,
        T value,
        JsonTypeInfo<T> typeInfo,
        StorePutOptions? options = null,
        CancellationToken cancellationToken = default) =>
        store.PutAsync(storeNamespace, key, JsonSerializer.SerializeToUtf8Bytes(value, typeInfo), options, cancellationToken);
}
