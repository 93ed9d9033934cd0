using System.Text.Json;

namespace GraphRuntime;

/// <summary>A message, or a piece of one, that a node emitted while it ran.</summary>
public sealed record MessageEvent : GraphEvent
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>The message or token. In an event that was read from a store, text is a string and anything else a <see cref="JsonElement"/>.</summary>
    public required object Message { get; init; }

    /// <summary>Groups the pieces of one message.</summary>
    public required string MessageId { get; init; }

    internal JsonSerializerOptions? JsonOptions { get; init; }

    /// <summary>The message by its type, wherever the event comes from.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The message.</returns>
    /// <exception cref="InvalidCastException">The message has another type.</exception>
    /// <exception cref="JsonException">The stored message is not of that type.</exception>
    public T? MessageAs<T>() => EmittedValue.As<T>(Message, JsonOptions);
}
