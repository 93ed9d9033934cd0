using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Finds the messages of a state.</summary>
internal static class MessageChannel
{
    /// <summary>Finds the channel with a name, or the only one.</summary>
    /// <exception cref="ArgumentException">There is none, or there are several and none is named.</exception>
    public static StateList<TState, ChatMessage> Find<TState>(string? name)
        where TState : class, IGraphState<TState>
    {
        var lists = TState.Schema.FindLists<ChatMessage, MessagesAttribute>();
        var found = name is null ? (lists.Count == 1 ? lists[0] : null) : lists.FirstOrDefault(list => list.Name == name);
        return found ?? throw new ArgumentException(lists.Count == 0
            ? $"State {typeof(TState).Name} has no messages. Give it a property '[Messages] public IReadOnlyList<ChatMessage> Messages {{ get; init; }} = [];'."
            : $"Name one of the message channels of state {typeof(TState).Name}: {string.Join(", ", lists.Select(static list => list.Name))}.");
    }
}
