using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Messages piece by piece: each begins, has blocks that grow, and is finished when its node is.</summary>
internal sealed class MessageStream(ProtocolOutput output)
{
    private readonly Dictionary<string, OpenMessage> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _finished = new(StringComparer.Ordinal);

    public void Piece(ThreadEvent stored, JsonElement data, string[] ns)
    {
        var piece = MessagePieces.Read(data.GetProperty("message"), data.GetProperty("id").GetString()!);
        var node = data.GetProperty("node").GetString()!;
        var key = Key(stored.RunId, piece.Id);
        if (_finished.Contains(key))
        {
            return;
        }

        if (!_open.TryGetValue(key, out var message))
        {
            message = _open[key] = new OpenMessage(output, stored.RunId, piece.Id, ns, node);
            message.Start("ai");
        }

        message.Add(piece);
    }

    /// <summary>A node has written: what it streamed is complete, and what it did not stream comes as a whole.</summary>
    public void Written(ThreadEvent stored, JsonElement data, string[] ns)
    {
        var node = data.GetProperty("node").GetString()!;
        foreach (var written in data.GetProperty("writes").EnumerateObject().SelectMany(static write => MessagePieces.In(write.Value)))
        {
            var piece = MessagePieces.Read(written, MessagePieces.IdOf(written) ?? "");
            var key = Key(stored.RunId, piece.Id);
            if (piece.Id.Length == 0 || !IsOfModel(piece.Json))
            {
                continue;
            }

            if (_open.Remove(key, out var streamed))
            {
                streamed.Finish(piece);
                _finished.Add(key);
            }
            else if (_finished.Add(key))
            {
                var whole = new OpenMessage(output, stored.RunId, piece.Id, ns, node);
                whole.Start("ai");
                whole.Add(piece);
                whole.Finish(null);
            }
        }

        Close(stored.RunId, ns, node);
    }

    /// <summary>Finishes what a node left open.</summary>
    public void Close(string runId, string[] ns, string node) => Close(message => message.RunId == runId && message.Node == node && message.Namespace.SequenceEqual(ns));

    /// <summary>A run has ended: finishes what it left open, and forgets it.</summary>
    public void CloseAll(string runId)
    {
        Close(message => message.RunId == runId);
        _finished.RemoveWhere(key => key.StartsWith(runId, StringComparison.Ordinal));
    }

    private static string Key(string runId, string id) => $"{runId} {id}";

    private static bool IsOfModel(JsonElement message) => message.TryGetProperty("type", out var type) && type.GetString() is "ai" or "AIMessageChunk";

    private void Close(Func<OpenMessage, bool> which)
    {
        foreach (var (key, message) in _open.Where(entry => which(entry.Value)).ToArray())
        {
            _open.Remove(key);
            _finished.Add(key);
            message.Finish(null);
        }
    }
}
