using System.Text;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>A message of the protocol that is not finished. Its blocks come one after the other: a new kind of content finishes the block before it.</summary>
internal sealed class OpenMessage(ProtocolOutput output, string runId, string id, string[] ns, string node)
{
    private readonly StringBuilder _block = new();
    private string? _kind;
    private int _index = -1;
    private JsonElement? _usage;
    private bool _hasCalls;

    public string RunId { get; } = runId;

    public string Node { get; } = node;

    public IReadOnlyList<string> Namespace { get; } = ns;

    public void Start(string role) => Add("message-start", json =>
    {
        json.WriteString("id", id);
        json.WriteString("role", role);
        json.WriteString("run_id", RunId);
    });

    public void Add(MessagePiece piece)
    {
        Grow("reasoning", piece.Reasoning);
        Grow("text", piece.Text);
        AddCalls(piece);
        if (piece.Json.TryGetProperty("usage_metadata", out var usage) && usage.ValueKind == JsonValueKind.Object)
        {
            _usage = usage.Clone();
        }
    }

    /// <summary>Finishes the message; calls of tools that only the complete message has are sent first.</summary>
    public void Finish(MessagePiece? complete)
    {
        if (complete is not null)
        {
            AddCalls(complete);
        }

        EndBlock();
        Add("message-finish", json =>
        {
            json.WriteString("reason", _hasCalls ? "tool_use" : "stop");
            if (_usage is { } usage)
            {
                json.WritePropertyName("usage");
                usage.WriteTo(json);
            }
        });
    }

    private void Grow(string kind, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (_kind != kind)
        {
            EndBlock();
            (_kind, _index) = (kind, _index + 1);
            Add("content-block-start", json => WriteBlock(json, kind, ""));
        }

        _block.Append(text);
        Add("content-block-delta", json =>
        {
            json.WriteNumber("index", _index);
            json.WriteStartObject("delta");
            json.WriteString("type", kind + "-delta");
            json.WriteString(kind, text);
            json.WriteEndObject();
        });
    }

    private void EndBlock()
    {
        if (_kind is not { } kind)
        {
            return;
        }

        var text = _block.ToString();
        Add("content-block-finish", json => WriteBlock(json, kind, text));
        _block.Clear();
        _kind = null;
    }

    private void AddCalls(MessagePiece piece)
    {
        if (_hasCalls || !piece.Json.TryGetProperty("tool_calls", out var calls) || calls.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var call in calls.EnumerateArray())
        {
            _hasCalls = true;
            EndBlock();
            _index++;
            Add("content-block-start", json => WriteCall(json, call, isStart: true));
            Add("content-block-finish", json => WriteCall(json, call, isStart: false));
        }
    }

    private void WriteCall(Utf8JsonWriter json, JsonElement call, bool isStart)
    {
        json.WriteNumber("index", _index);
        json.WriteStartObject("content");
        json.WriteString("type", isStart ? "tool_call_chunk" : "tool_call");
        json.WriteString("id", call.TryGetProperty("id", out var callId) ? callId.GetString() : null);
        json.WriteString("name", call.TryGetProperty("name", out var name) ? name.GetString() : null);
        if (isStart)
        {
            json.WriteString("args", "");
        }
        else
        {
            json.WritePropertyName("args");
            WireValues.Write(json, call.TryGetProperty("args", out var args) ? args : default);
        }

        json.WriteEndObject();
    }

    private void WriteBlock(Utf8JsonWriter json, string kind, string text)
    {
        json.WriteNumber("index", _index);
        json.WriteStartObject("content");
        json.WriteString("type", kind);
        json.WriteString(kind, text);
        json.WriteEndObject();
    }

    private void Add(string name, Action<Utf8JsonWriter> writeMembers) => output.Add("messages", Namespace, Node, json =>
    {
        json.WriteStartObject();
        json.WriteString("event", name);
        writeMembers(json);
        json.WriteEndObject();
    });
}
