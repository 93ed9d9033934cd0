using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>The mode <c>events</c>: the run and its nodes as nested calls, and what they hand on while they work.</summary>
internal sealed class TraceFrames(FrameList frames, RunInfo run)
{
    public void Started() => Add("on_chain_start", run.GraphName, run.RunId, static json =>
    {
        json.WriteStartObject();
        json.WriteEndObject();
    });

    public void Ended(RunInfo end) => Add("on_chain_end", run.GraphName, run.RunId, json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("output");
        if (end.Output.IsEmpty)
        {
            json.WriteNullValue();
        }
        else
        {
            WireValues.WriteState(json, end.Output, keys: null);
        }

        json.WriteEndObject();
    });

    public void Project(RunEvent stored, JsonElement data)
    {
        switch (stored.Kind)
        {
            case "tasks" when data.GetProperty("type").ValueEquals("start"):
                Add("on_chain_start", Node(data), Task(data), static json => Members(json, "input", default));
                break;
            case "tasks":
                Add("on_chain_end", Node(data), Task(data), json => Members(json, "output", data.GetProperty("writes")));
                break;
            case "messages":
                var piece = MessagePieces.Read(data.GetProperty("message"), data.GetProperty("id").GetString()!);
                Add("on_chat_model_stream", Node(data), data.GetProperty("id").GetString()!, json => Members(json, "chunk", piece.Json));
                break;
            case "updates":
                Add("on_chain_stream", run.GraphName, run.RunId, json =>
                {
                    json.WriteStartObject();
                    json.WritePropertyName("chunk");
                    Members(json, Node(data), data.GetProperty("writes"));
                    json.WriteEndObject();
                });
                break;
            case "custom":
                Add("on_custom_event", run.GraphName, run.RunId, json => WireValues.Write(json, data));
                break;
            default:
                break;
        }
    }

    private static string Node(JsonElement data) => data.GetProperty("node").GetString()!;

    private static string Task(JsonElement data) => data.GetProperty("task").GetString()!;

    private static void Members(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WriteStartObject();
        json.WritePropertyName(name);
        WireValues.Write(json, value);
        json.WriteEndObject();
    }

    private void Add(string kind, string name, string id, Action<Utf8JsonWriter> writeData) => frames.Add("events", json =>
    {
        json.WriteStartObject();
        json.WriteString("event", kind);
        json.WriteString("name", name);
        json.WriteString("run_id", id);
        json.WriteStartArray("tags");
        json.WriteEndArray();
        json.WriteStartObject("metadata");
        json.WriteString("thread_id", run.ThreadId);
        json.WriteString("graph_id", run.GraphName);
        json.WriteString("run_id", run.RunId);
        json.WriteEndObject();
        json.WritePropertyName("data");
        writeData(json);
        json.WriteEndObject();
    });
}
