using System.Text.Json;
using System.Text.Json.Nodes;

namespace GraphRuntime.AspNetCore;

/// <summary>Commands that answer questions, and that add a message.</summary>
internal sealed class InputCommands(ApiRequest request, string threadId)
{
    public async ValueTask<ProtocolReply> RespondAsync(ProtocolCommand command)
    {
        var thread = await request.TryFindThreadAsync(threadId).ConfigureAwait(false);
        if (thread?.GraphName is not { } graph)
        {
            return ProtocolReply.Error(command.Id, "no_such_run", "The thread has had no run.");
        }

        if (thread.Pause is not { InterruptIds: { Count: > 0 } open })
        {
            return ProtocolReply.Error(command.Id, "invalid_argument", "input.respond can only be used while the run is interrupted.");
        }

        var answers = ReadAnswers(command);
        if (answers.Count == 0)
        {
            return ProtocolReply.Error(command.Id, "invalid_argument", "input.respond needs an interrupt_id and a response, or a list of responses.");
        }

        if (answers.FirstOrDefault(answer => !open.Contains(answer.Key)) is { Key: { } unknown })
        {
            throw new AnswerException(threadId, $"There is no open question '{unknown}'.", unknown, open);
        }

        var run = new CreateRunRequest
        {
            AssistantId = thread.Metadata.GetValueOrDefault("assistant_id") as string ?? graph,
            Command = new CommandRequest { Resume = ToJson(answers), Update = command.Find("update"), Goto = command.Find("goto") },
        };
        var started = await new RunStarter(request).StartAsync(threadId, RunCommands.Complete(command, run)).ConfigureAwait(false);
        return ProtocolReply.Success(command, threadId, ProtocolSeq.Through(started.Handle.Admission!.EventNumber), static _ => { });
    }

    /// <summary>Steers the conversation: the run in flight takes the message between two supersteps and goes on with it. Where none can take it, the message is a run of its own.</summary>
    public async ValueTask<ProtocolReply> InjectAsync(ProtocolCommand command)
    {
        var thread = await request.TryFindThreadAsync(threadId).ConfigureAwait(false);
        if (thread?.GraphName is not { } graph)
        {
            return ProtocolReply.Error(command.Id, "no_such_run", "The thread has had no run.");
        }

        if (command.Find("message") is not { ValueKind: JsonValueKind.Object } message || !InputMessages.AreMessages(message))
        {
            return ProtocolReply.Error(command.Id, "invalid_argument", "input.inject needs a message with a role and a content.");
        }

        if (request.Api.Graphs.Find(graph)?.StateSchema.ChannelNames.Contains("messages") != true)
        {
            return ProtocolReply.Error(command.Id, "not_supported", $"The state of graph '{graph}' has no messages.");
        }

        var input = new JsonObject { ["messages"] = new JsonArray(JsonNode.Parse(message.GetRawText())) };
        using var document = JsonDocument.Parse(input.ToJsonString());
        var run = new CreateRunRequest { AssistantId = thread.Metadata.GetValueOrDefault("assistant_id") as string ?? graph, Input = document.RootElement.Clone() };
        var started = await new RunStarter(request).StartAsync(threadId, RunCommands.Complete(command, run) with { MultitaskStrategy = "steer" }).ConfigureAwait(false);
        return ProtocolReply.Success(command, threadId, ProtocolSeq.Through(started.Handle.Admission!.EventNumber), static _ => { });
    }

    private static Dictionary<string, JsonElement> ReadAnswers(ProtocolCommand command)
    {
        var answers = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (command.Find("responses") is { ValueKind: JsonValueKind.Array } responses)
        {
            foreach (var response in responses.EnumerateArray())
            {
                Add(answers, response);
            }
        }
        else
        {
            Add(answers, command.Parameters);
        }

        return answers;
    }

    private static void Add(Dictionary<string, JsonElement> answers, JsonElement response)
    {
        if (response.ValueKind == JsonValueKind.Object && response.TryGetProperty("interrupt_id", out var id) && id.ValueKind == JsonValueKind.String)
        {
            answers[id.GetString()!] = response.TryGetProperty("response", out var value) ? value : s_null;
        }
    }

    private static JsonElement ToJson(Dictionary<string, JsonElement> answers)
    {
        using var document = JsonDocument.Parse(JsonBytes.Of(json =>
        {
            json.WriteStartObject();
            foreach (var (id, value) in answers)
            {
                json.WritePropertyName(id);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }));
        return document.RootElement.Clone();
    }

    private static readonly JsonElement s_null = JsonDocument.Parse("null").RootElement;
}
