using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>
/// Finds tool calls without a result. Models refuse a conversation with such a call, and they come about whenever a run is stopped between the call and its
/// result: by a newer message, a cancellation, or a failure.
/// </summary>
internal static class MessageRepair
{
    public const string Interrupted = "Not done: the run was stopped before this call had a result.";

    public const string NotDecided = "Not done: the user wrote something else instead of approving this call.";

    /// <summary>The calls of the last message that has calls, without those that have a result after it.</summary>
    public static List<FunctionCallContent> Pending(IReadOnlyList<ChatMessage> messages)
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            var calls = Calls(messages[i]);
            if (calls.Count > 0)
            {
                return calls.FindAll(call => !answered.Contains(call.CallId));
            }

            answered.UnionWith(messages[i].Contents.OfType<FunctionResultContent>().Select(static result => result.CallId));
        }

        return [];
    }

    /// <summary>The calls that this package executes: those of the model for functions of the application.</summary>
    public static List<FunctionCallContent> Calls(ChatMessage message) => message.Role == ChatRole.Assistant
        ? [.. message.Contents.OfType<FunctionCallContent>().Where(static call => !call.InformationalOnly)]
        : [];

    /// <summary>A message with the result of a call. Its id follows from the call, so that a result that is written again replaces itself.</summary>
    public static ChatMessage Result(string? messageId, string callId, object? result) =>
        new(ChatRole.Tool, [new FunctionResultContent(callId, result)]) { MessageId = $"{messageId}:{callId}" };

    /// <summary>
    /// The messages as a model takes them: each call is followed by its result, made up where there is none, and no result stands alone. Reducers and edits
    /// of the history may have torn them apart.
    /// </summary>
    public static List<ChatMessage> Complete(IEnumerable<ChatMessage> messages)
    {
        List<ChatMessage> all = [.. messages];
        var complete = new List<ChatMessage>(all.Count);
        for (var i = 0; i < all.Count; i++)
        {
            var calls = Calls(all[i]);
            if (calls.Count > 0)
            {
                complete.Add(all[i]);
                complete.AddRange(calls.Select(call => ResultAfter(all, i, call.CallId) is { } result
                    ? new ChatMessage(ChatRole.Tool, [result])
                    : Result(all[i].MessageId, call.CallId, Interrupted)));
            }
            else if (Without(all[i]) is { } rest)
            {
                complete.Add(rest);
            }
        }

        return complete;
    }

    /// <summary>The first result of a call behind it. Some models use the ids of their calls again in later messages.</summary>
    private static FunctionResultContent? ResultAfter(List<ChatMessage> messages, int place, string callId)
    {
        for (var i = place + 1; i < messages.Count; i++)
        {
            foreach (var content in messages[i].Contents)
            {
                if (content is FunctionResultContent result && result.CallId == callId)
                {
                    return result;
                }

                if (content is FunctionCallContent call && call.CallId == callId)
                {
                    return null;
                }
            }
        }

        return null;
    }

    /// <summary>The message without results, which stand behind their calls.</summary>
    private static ChatMessage? Without(ChatMessage message)
    {
        if (!message.Contents.Any(static content => content is FunctionResultContent))
        {
            return message;
        }

        List<AIContent> rest = [.. message.Contents.Where(static content => content is not FunctionResultContent)];
        if (rest.Count == 0)
        {
            return null;
        }

        var copy = message.Clone();
        copy.Contents = rest;
        return copy;
    }
}
