using System.Globalization;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Collects the protocol events that one stored event leads to, and numbers them.</summary>
internal sealed class ProtocolOutput
{
    private readonly List<ProtocolEvent> _events = [];
    private ThreadEvent? _cause;

    public IReadOnlyList<ProtocolEvent> Events => _events;

    public void Begin(ThreadEvent cause)
    {
        _cause = cause;
        _events.Clear();
    }

    public void Add(string method, IReadOnlyList<string> ns, string? node, Action<Utf8JsonWriter> writeData)
    {
        var (cause, part) = (_cause!, _events.Count);
        var id = string.Create(CultureInfo.InvariantCulture, $"{cause.RunId}:{cause.Number}.{part}");
        _events.Add(new ProtocolEvent(ProtocolSeq.Of(cause.Number, part), id, method, ns, cause.At, node, JsonBytes.Of(writeData)));
    }

    /// <summary>Adds an event of a whole run. Its id says which run it is about: that is how clients know whose end they see.</summary>
    public void AddOfRun(string runId, string name, Action<Utf8JsonWriter>? writeMore = null)
    {
        var (cause, part) = (_cause!, _events.Count);
        var id = string.Create(CultureInfo.InvariantCulture, $"synth:{runId}:{cause.Number}.{part}");
        var data = JsonBytes.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("event", name);
            writeMore?.Invoke(json);
            json.WriteEndObject();
        });
        _events.Add(new ProtocolEvent(ProtocolSeq.Of(cause.Number, part), id, "lifecycle", [], cause.At, null, data));
    }
}
