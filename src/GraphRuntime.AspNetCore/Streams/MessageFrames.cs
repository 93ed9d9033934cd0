using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>The modes <c>messages-tuple</c> (each piece with its metadata) and <c>messages</c> (each message as far as it is known).</summary>
internal sealed class MessageFrames(FrameList frames, RunInfo run, RunTasks tasks, HashSet<string> modes)
{
    private readonly Dictionary<string, MessageSoFar> _streamed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _announced = new(StringComparer.Ordinal);

    private bool WantsPieces => modes.Contains("messages-tuple");

    private bool WantsWhole => modes.Contains("messages");

    public void Project(RunEvent stored, JsonElement data, string suffix)
    {
        if (!WantsPieces && !WantsWhole)
        {
            return;
        }

        if (stored.Kind == "messages")
        {
            Piece(stored, data, suffix);
        }
        else if (stored.Kind == "updates")
        {
            foreach (var write in data.GetProperty("writes").EnumerateObject())
            {
                foreach (var message in MessagePieces.In(write.Value))
                {
                    Whole(stored, data, message, suffix);
                }
            }
        }
    }

    private void Piece(RunEvent stored, JsonElement data, string suffix)
    {
        var piece = MessagePieces.Read(data.GetProperty("message"), data.GetProperty("id").GetString()!);
        var node = data.GetProperty("node").GetString()!;
        if (WantsPieces)
        {
            Tuple(stored.Namespace, node, suffix, piece.Write);
        }

        if (!_streamed.TryGetValue(piece.Id, out var soFar))
        {
            _streamed[piece.Id] = soFar = new MessageSoFar(piece.Id);
        }

        soFar.Add(piece);
        if (WantsWhole)
        {
            Announce(piece.Id, stored.Namespace, node, suffix);
            frames.Add("messages/partial" + suffix, json => List(json, soFar.Write));
        }
    }

    /// <summary>A message that a node wrote to the state and did not stream.</summary>
    private void Whole(RunEvent stored, JsonElement data, JsonElement message, string suffix)
    {
        var id = MessagePieces.IdOf(message);
        if (id is null || _streamed.ContainsKey(id) || _announced.Contains(id))
        {
            return;
        }

        var node = data.GetProperty("node").GetString()!;
        if (WantsPieces)
        {
            Tuple(stored.Namespace, node, suffix, json => WireValues.Write(json, message));
        }

        Announce(id, stored.Namespace, node, suffix);
        if (WantsWhole)
        {
            frames.Add("messages/complete" + suffix, json => List(json, inner => WireValues.Write(inner, message)));
        }
    }

    private void Announce(string id, string ns, string node, string suffix)
    {
        if (_announced.Add(id) && WantsWhole)
        {
            frames.Add("messages/metadata" + suffix, json =>
            {
                json.WriteStartObject();
                json.WriteStartObject(id);
                json.WritePropertyName("metadata");
                WriteMetadata(json, ns, node);
                json.WriteEndObject();
                json.WriteEndObject();
            });
        }
    }

    private void Tuple(string ns, string node, string suffix, Action<Utf8JsonWriter> write) => frames.Add("messages" + suffix, json =>
    {
        json.WriteStartArray();
        write(json);
        WriteMetadata(json, ns, node);
        json.WriteEndArray();
    });

    private static void List(Utf8JsonWriter json, Action<Utf8JsonWriter> write)
    {
        json.WriteStartArray();
        write(json);
        json.WriteEndArray();
    }

    private void WriteMetadata(Utf8JsonWriter json, string ns, string node)
    {
        var (task, step) = tasks.Find(ns, node);
        json.WriteStartObject();
        json.WriteString("langgraph_node", node);
        json.WriteNumber("langgraph_step", step);
        json.WriteStartArray("langgraph_triggers");
        json.WriteStringValue("branch:to:" + node);
        json.WriteEndArray();
        json.WriteStartArray("langgraph_path");
        json.WriteStringValue("__pregel_pull");
        json.WriteStringValue(node);
        json.WriteEndArray();
        json.WriteString("langgraph_checkpoint_ns", ns.Length == 0 ? $"{node}:{task}" : $"{ns}|{node}:{task}");
        json.WriteString("run_id", run.RunId);
        json.WriteString("thread_id", run.ThreadId);
        json.WriteString("graph_id", run.GraphName);
        json.WriteString("assistant_id", run.Metadata.GetValueOrDefault("assistant_id") as string);
        json.WriteStartArray("tags");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
