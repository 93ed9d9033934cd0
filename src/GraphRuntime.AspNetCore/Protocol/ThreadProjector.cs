using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Turns the stored events of a thread, from the first one on, into the events of the protocol. The same events give the same result to every reader, in any process.
/// </summary>
internal sealed class ThreadProjector
{
    private readonly ProtocolOutput _output = new();
    private readonly RunLifecycles _runs;
    private readonly SubgraphLifecycles _subgraphs;
    private readonly CheckpointPairs _checkpoints;
    private readonly MessageStream _messages;
    private readonly ToolStream _tools;

    public ThreadProjector()
    {
        _runs = new RunLifecycles(_output);
        _subgraphs = new SubgraphLifecycles(_output);
        _checkpoints = new CheckpointPairs(_output);
        _messages = new MessageStream(_output);
        _tools = new ToolStream(_output);
    }

    public IReadOnlyList<ProtocolEvent> Project(ThreadEvent stored)
    {
        _output.Begin(stored);
        using var document = JsonDocument.Parse(stored.Data);
        var data = document.RootElement;
        if (stored.Kind == ThreadEvent.LifecycleKind)
        {
            _checkpoints.Flush(stored.RunId);
            if (RunLifecycles.Ends(data))
            {
                _messages.CloseAll(stored.RunId);
                _subgraphs.Forget(stored.RunId);
            }

            _runs.Project(stored, data);
            return _output.Events;
        }

        var ns = EventNamespace.Split(stored.Namespace);
        _subgraphs.Enter(stored.RunId, ns);
        if (stored.Kind is not ("values" or "checkpoints"))
        {
            _checkpoints.Flush(stored.RunId, stored.Namespace);
        }

        Project(stored, data, ns);
        return _output.Events;
    }

    private void Project(ThreadEvent stored, JsonElement data, string[] ns)
    {
        switch (stored.Kind)
        {
            case "values":
                _checkpoints.Hold(stored);
                break;
            case "checkpoints":
                _checkpoints.Project(stored, data, ns);
                break;
            case "updates":
                _messages.Written(stored, data, ns);
                _tools.Written(stored, data, ns);
                _output.Add("updates", ns, Node(data), json => WireValues.Write(json, data.GetProperty("writes")));
                break;
            case "tasks":
                var isStart = data.GetProperty("type").ValueEquals("start");
                if (isStart)
                {
                    _tools.Started(data, ns);
                }
                else
                {
                    _messages.Close(stored.RunId, ns, Node(data));
                    _subgraphs.Leave(stored.RunId, ns, data);
                }

                _output.Add("tasks", ns, Node(data), json => TaskFrames.WriteTask(json, data, isStart));
                break;
            case "messages":
                _messages.Piece(stored, data, ns);
                break;
            case "attempt":
                _messages.Close(stored.RunId, ns, Node(data));
                break;
            case "custom":
                _output.Add("custom", ns, null, json => WriteCustom(json, data));
                break;
            case "interrupt":
                _runs.Asked(stored.RunId, data, ns);
                break;
            default:
                break;
        }
    }

    private static string Node(JsonElement data) => data.GetProperty("node").GetString()!;

    /// <summary>An object with a name and a payload is for the channel of that name.</summary>
    private static void WriteCustom(Utf8JsonWriter json, JsonElement data)
    {
        json.WriteStartObject();
        var isNamed = data.ValueKind == JsonValueKind.Object && data.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && data.TryGetProperty("payload", out _);
        if (isNamed)
        {
            json.WriteString("name", data.GetProperty("name").GetString());
        }

        json.WritePropertyName("payload");
        WireValues.Write(json, isNamed ? data.GetProperty("payload") : data);
        json.WriteEndObject();
    }
}
