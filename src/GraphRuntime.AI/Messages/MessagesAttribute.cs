using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>
/// Makes a property of type <c>IReadOnlyList&lt;ChatMessage&gt;</c> the messages of a conversation: a message without an id gets one, a message with
/// the id of an earlier one replaces it, and <see cref="MessageList"/> makes what removes one or all.
/// </summary>
/// <remarks>
/// A checkpoint stores what was written, removals included, and not the whole list. All content types of Microsoft.Extensions.AI can be stored; what is
/// their own representation of a provider (<see cref="ChatMessage.RawRepresentation"/>) is not.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MessagesAttribute : Attribute, IListRules<ChatMessage>
{
    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static JsonSerializerOptions JsonOptions => ChatJson.Options;

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IJsonTypeInfoResolver TypeInfoResolver => ChatJson.Resolver;

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static string KeyOf(ChatMessage element) => element?.MessageId ?? throw new ArgumentException("A stored message has an id.", nameof(element));

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static ListWrite KindOf(ChatMessage element) => MessageList.KindOf(element);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IReadOnlyList<ChatMessage> Prepare(IReadOnlyList<ChatMessage> elements) => MessageList.WithIds(elements);
}
