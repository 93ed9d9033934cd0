using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// States and the checkpoints that hold them. A run reports the state first; clients want the checkpoint immediately before its state, so a state waits for its checkpoint, which is the next
/// event of its graph.
/// </summary>
internal sealed class CheckpointPairs(ProtocolOutput output)
{
    private readonly Dictionary<(string RunId, string Namespace), ThreadEvent> _held = [];
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    public void Hold(ThreadEvent values)
    {
        Flush(values.RunId, values.Namespace);
        _held[(values.RunId, values.Namespace)] = values;
    }

    public void Project(ThreadEvent stored, JsonElement data, string[] ns)
    {
        var id = data.GetProperty("id").GetInt64();
        if (!data.GetProperty("source").ValueEquals("Input") && !data.GetProperty("source").ValueEquals("input"))
        {
            var parent = data.TryGetProperty("parent", out var given) && given.TryGetInt64(out var known) ? known : _last.GetValueOrDefault(stored.Namespace);
            output.Add("checkpoints", ns, null, json => Write(json, data, id, parent));
        }

        _last[stored.Namespace] = id;
        Flush(stored.RunId, stored.Namespace);
    }

    /// <summary>Sends the states of a run that no checkpoint follows.</summary>
    public void Flush(string runId)
    {
        foreach (var key in _held.Keys.Where(key => key.RunId == runId).ToArray())
        {
            Flush(key.RunId, key.Namespace);
        }
    }

    public void Flush(string runId, string ns)
    {
        if (_held.Remove((runId, ns), out var values))
        {
            output.Add("values", EventNamespace.Split(ns), null, json => WireValues.WriteState(json, values.Data, keys: null));
        }
    }

    private static void Write(Utf8JsonWriter json, JsonElement data, long id, long parent)
    {
        json.WriteStartObject();
        json.WriteString("id", CheckpointIds.ToWire(id));
        if (parent > 0 && parent != id)
        {
            json.WriteString("parent_id", CheckpointIds.ToWire(parent));
        }

        json.WriteNumber("step", data.GetProperty("step").GetInt32());
        json.WriteString("source", WireNames.Lower(data.GetProperty("source").GetString()));
        json.WriteEndObject();
    }
}
