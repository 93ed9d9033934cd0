using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>What can be written to a channel with <see cref="MessagesAttribute"/> besides messages.</summary>
/// <example><c>new ChatState.Update { Messages = [MessageList.Remove(id), new ChatMessage(ChatRole.User, "Instead: …")] }</c></example>
public static class MessageList
{
    private const string All = "*";

    /// <summary>The role of an element that removes a message.</summary>
    public static ChatRole RemoveRole { get; } = new("remove");

    /// <summary>Makes an element that removes one message; where there is none with this id, it does nothing.</summary>
    /// <param name="messageId">The id of the message.</param>
    /// <returns>The element to write.</returns>
    public static ChatMessage Remove(string messageId)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        return new ChatMessage { Role = RemoveRole, MessageId = messageId };
    }

    /// <summary>Makes an element that removes all messages before it; those written after it stay.</summary>
    /// <returns>The element to write.</returns>
    public static ChatMessage RemoveAll() => new() { Role = RemoveRole, MessageId = All };

    internal static ListWrite KindOf(ChatMessage message) =>
        message.Role != RemoveRole ? ListWrite.Put
        : message.MessageId == All ? ListWrite.RemoveAll
        : ListWrite.Remove;

    /// <summary>Gives ids to messages without one. Messages are copied for it, since the caller may write the same object again as another message.</summary>
    internal static IReadOnlyList<ChatMessage> WithIds(IReadOnlyList<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return messages.All(static message => !string.IsNullOrEmpty(Required(message).MessageId)) ? messages : [.. messages.Select(WithId)];
    }

    private static ChatMessage WithId(ChatMessage message)
    {
        if (!string.IsNullOrEmpty(message.MessageId))
        {
            return message;
        }

        var copy = message.Clone();
        copy.MessageId = Guid.NewGuid().ToString("n");
        return copy;
    }

    private static ChatMessage Required(ChatMessage? message) => message switch
    {
        null => throw new ArgumentException("A list of messages has a null in it."),
        { MessageId: null or "" } when message.Role == RemoveRole => throw new ArgumentException(
            $"An element with the role '{RemoveRole}' needs the id of the message that it removes, or '{All}' for all."),
        _ => message,
    };
}
