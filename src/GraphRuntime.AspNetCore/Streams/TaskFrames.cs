using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>The modes <c>tasks</c>, <c>checkpoints</c> and <c>debug</c>, which has both of them with their superstep.</summary>
internal sealed class TaskFrames(FrameList frames, RunInfo run, HashSet<string> modes)
{
    private ReadOnlyMemory<byte> _values;

    public void Project(RunEvent stored, JsonElement data, string suffix)
    {
        switch (stored.Kind)
        {
            case "values":
                _values = stored.Data;
                break;
            case "tasks":
                var isStart = data.GetProperty("type").GetString() == "start";
                Add("tasks", isStart ? "task" : "task_result", data.GetProperty("step").GetInt32(), suffix, json => WriteTask(json, data, isStart));
                break;
            case "checkpoints":
                Add("checkpoints", "checkpoint", data.GetProperty("step").GetInt32(), suffix, json => WriteCheckpoint(json, data));
                break;
            default:
                break;
        }
    }

    public static void WriteTask(Utf8JsonWriter json, JsonElement data, bool isStart)
    {
        json.WriteStartObject();
        json.WriteString("id", data.GetProperty("task").GetString());
        json.WriteString("name", data.GetProperty("node").GetString());
        if (isStart)
        {
            json.WritePropertyName("input");
            WireValues.Write(json, data.TryGetProperty("input", out var input) ? input : default);
            json.WriteStartArray("triggers");
            json.WriteStringValue("branch:to:" + data.GetProperty("node").GetString());
            json.WriteEndArray();
            json.WriteStartArray("interrupts");
            json.WriteEndArray();
            json.WriteStartObject("metadata");
            json.WriteEndObject();
        }
        else
        {
            WriteEnd(json, data);
        }

        json.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter json, JsonElement data)
    {
        json.WritePropertyName("result");
        WireValues.Write(json, data.GetProperty("writes"));
        json.WritePropertyName("interrupts");
        WireValues.Write(json, data.GetProperty("interrupts"));
        if (data.TryGetProperty("error", out var error))
        {
            json.WriteStartObject("error");
            json.WriteString("name", "Error");
            json.WriteString("message", error.GetString());
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("error");
        }
    }

    private void Add(string mode, string type, int step, string suffix, Action<Utf8JsonWriter> write)
    {
        if (modes.Contains(mode))
        {
            frames.Add(mode + suffix, write);
        }

        if (modes.Contains("debug"))
        {
            frames.Add("debug" + suffix, json =>
            {
                json.WriteStartObject();
                json.WriteNumber("step", step);
                json.WriteString("type", type);
                json.WriteString("timestamp", WireText.Time(run.StartedAt ?? run.CreatedAt));
                json.WritePropertyName("payload");
                write(json);
                json.WriteEndObject();
            });
        }
    }

    private void WriteCheckpoint(Utf8JsonWriter json, JsonElement data)
    {
        json.WriteStartObject();
        json.WriteStartObject("config");
        json.WriteStartObject("configurable");
        json.WriteString("thread_id", run.ThreadId);
        json.WriteString("checkpoint_id", CheckpointIds.ToWire(data.GetProperty("id").GetInt64()));
        json.WriteString("checkpoint_ns", "");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WritePropertyName("values");
        if (_values.IsEmpty)
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }
        else
        {
            WireValues.WriteState(json, _values, keys: null);
        }

        json.WriteStartObject("metadata");
        json.WriteString("source", WireNames.Lower(data.GetProperty("source").GetString()));
        json.WriteNumber("step", data.GetProperty("step").GetInt32());
        json.WriteStartObject("parents");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WritePropertyName("next");
        data.GetProperty("next").WriteTo(json);
        json.WriteEndObject();
    }
}
