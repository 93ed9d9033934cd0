using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Calls of tools: a call that a message asks for begins with the next task that is started, and ends with the message that answers it.
/// </summary>
internal sealed class ToolStream(ProtocolOutput output)
{
    private readonly Queue<(string Id, string Name, JsonElement Args)> _asked = new();
    private readonly Dictionary<string, (string Name, string[] Namespace)> _running = new(StringComparer.Ordinal);

    public void Written(ThreadEvent stored, JsonElement data, string[] ns)
    {
        foreach (var written in data.GetProperty("writes").EnumerateObject().SelectMany(static write => MessagePieces.In(write.Value)))
        {
            var message = MessagePieces.Read(written, "").Json;
            if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
            {
                Ask(calls);
            }

            if (message.TryGetProperty("tool_call_id", out var id) && id.ValueKind == JsonValueKind.String && _running.Remove(id.GetString()!, out var call))
            {
                Finish(id.GetString()!, call.Namespace, message);
            }
        }
    }

    public void Started(JsonElement task, string[] ns)
    {
        string[] place = [.. ns, $"{task.GetProperty("node").GetString()}:{task.GetProperty("task").GetString()}"];
        while (_asked.TryDequeue(out var call))
        {
            _running[call.Id] = (call.Name, place);
            output.Add("tools", place, null, json =>
            {
                json.WriteStartObject();
                json.WriteString("event", "tool-started");
                json.WriteString("tool_call_id", call.Id);
                json.WriteString("tool_name", call.Name);
                json.WritePropertyName("input");
                WireValues.Write(json, call.Args);
                json.WriteEndObject();
            });
        }
    }

    private void Ask(JsonElement calls)
    {
        foreach (var call in calls.EnumerateArray())
        {
            if (call.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && call.TryGetProperty("name", out var name))
            {
                _asked.Enqueue((id.GetString()!, name.GetString() ?? "", call.TryGetProperty("args", out var args) ? args.Clone() : default));
            }
        }
    }

    private void Finish(string callId, string[] place, JsonElement message)
    {
        var failed = message.TryGetProperty("status", out var status) && status.ValueEquals("error");
        output.Add("tools", place, null, json =>
        {
            json.WriteStartObject();
            json.WriteString("event", failed ? "tool-error" : "tool-finished");
            json.WriteString("tool_call_id", callId);
            json.WritePropertyName(failed ? "message" : "output");
            WireValues.Write(json, failed ? message.GetProperty("content") : message);
            json.WriteEndObject();
        });
    }
}
