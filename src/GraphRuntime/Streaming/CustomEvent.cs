using System.Text.Json;

namespace GraphRuntime;

/// <summary>A value that a node emitted.</summary>
public sealed record CustomEvent : GraphEvent
{
    /// <summary>The node. It is not stored: the empty string in an event that was read from a store.</summary>
    public required string Node { get; init; }

    /// <summary>The value. In an event that was read from a store, text is a string and anything else a <see cref="JsonElement"/>.</summary>
    public required object? Value { get; init; }

    internal JsonSerializerOptions? JsonOptions { get; init; }

    /// <summary>The value by its type, wherever the event comes from.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidCastException">The value has another type.</exception>
    /// <exception cref="JsonException">The stored value is not of that type.</exception>
    public T? ValueAs<T>() => EmittedValue.As<T>(Value, JsonOptions);
}
