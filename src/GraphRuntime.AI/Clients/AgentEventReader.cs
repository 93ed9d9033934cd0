using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Turns the events of a run into pieces of a chat response: what was streamed as it came, and messages that were not streamed as a whole.</summary>
internal sealed class AgentEventReader(string threadId, string runId, string channel)
{
    private readonly HashSet<string> _streamed = new(StringComparer.Ordinal);

    public IEnumerable<ChatResponseUpdate> Read(RunEvent graphEvent) => graphEvent.Namespace.Length > 0 ? [] : graphEvent.Kind switch
    {
        "messages" => Piece(graphEvent.Data),
        "updates" => Whole(graphEvent.Data),
        _ => [],
    };

    /// <summary>The last piece: questions, and how the run ended.</summary>
    public ChatResponseUpdate End(RunInfo run)
    {
        List<AIContent> questions = [.. run.Interrupts.Select(static interrupt => (interrupt.Id, Question: ToolApproval.Read(interrupt)))
            .Where(static asked => asked.Question is not null)
            .Select(static asked => new ToolApprovalRequestContent(asked.Id, Call(asked.Question!)))];
        var waits = run.Reason == RunStatusReason.AwaitingAnswer && questions.Count > 0;
        return Complete(new ChatResponseUpdate(ChatRole.Assistant, waits ? questions : [])
        {
            MessageId = $"{runId}:end",
            FinishReason = waits ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        });
    }

    private static FunctionCallContent Call(ToolApproval question) => new(
        question.CallId, question.Tool, question.Arguments.EnumerateObject().ToDictionary(static p => p.Name, static p => (object?)p.Value, StringComparer.Ordinal));

    private IEnumerable<ChatResponseUpdate> Piece(ReadOnlyMemory<byte> data)
    {
        using var json = JsonDocument.Parse(data);
        if (json.RootElement.GetProperty("message") is { ValueKind: JsonValueKind.Object } message
            && message.Deserialize(ChatJson.TypeInfo<ChatResponseUpdate>()) is { } update)
        {
            _streamed.Add(update.MessageId ?? "");
            return [Complete(update)];
        }

        return [];
    }

    private List<ChatResponseUpdate> Whole(ReadOnlyMemory<byte> data)
    {
        using var json = JsonDocument.Parse(data);
        if (!json.RootElement.GetProperty("writes").TryGetProperty(channel, out var written) || written.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var messages = written.Deserialize(ChatJson.TypeInfo<IReadOnlyList<ChatMessage>>())!;
        return [.. messages.Where(message => (message.Role == ChatRole.Assistant || message.Role == ChatRole.Tool) && !_streamed.Contains(message.MessageId ?? ""))
            .Select(message => Complete(new ChatResponseUpdate(message.Role, message.Contents) { MessageId = message.MessageId, AuthorName = message.AuthorName }))];
    }

    private ChatResponseUpdate Complete(ChatResponseUpdate update)
    {
        (update.ConversationId, update.ResponseId) = (threadId, runId);
        return update;
    }
}
