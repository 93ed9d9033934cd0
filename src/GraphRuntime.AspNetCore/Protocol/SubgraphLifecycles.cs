using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>When the graphs below the root begin and end: they begin with their first event, and end with the task that runs them.</summary>
internal sealed class SubgraphLifecycles(ProtocolOutput output)
{
    private readonly List<(string RunId, string[] Namespace)> _open = [];

    public void Enter(string runId, string[] ns)
    {
        for (var depth = 1; depth <= ns.Length; depth++)
        {
            var place = ns[..depth];
            if (!_open.Exists(open => open.RunId == runId && open.Namespace.SequenceEqual(place)))
            {
                _open.Add((runId, place));
                Add(place, "started");
            }
        }
    }

    /// <summary>A task has ended, and with it the graph that it ran: of several that one node runs side by side, the one that began first.</summary>
    public void Leave(string runId, string[] ns, JsonElement task)
    {
        var node = task.GetProperty("node").GetString();
        var index = _open.FindIndex(open => open.RunId == runId && open.Namespace.Length == ns.Length + 1
            && open.Namespace.Take(ns.Length).SequenceEqual(ns) && EventNamespace.NodeOf(open.Namespace[^1]) == node);
        if (index >= 0)
        {
            var place = _open[index].Namespace;
            _open.RemoveAt(index);
            Add(place, task.TryGetProperty("error", out _) ? "failed" : task.GetProperty("interrupts").GetArrayLength() > 0 ? "interrupted" : "completed");
        }
    }

    /// <summary>A run has ended; nothing of it is open any more.</summary>
    public void Forget(string runId) => _open.RemoveAll(open => open.RunId == runId);

    private void Add(string[] ns, string name) => output.Add("lifecycle", ns, null, json =>
    {
        json.WriteStartObject();
        json.WriteString("event", name);
        json.WriteString("graph_name", EventNamespace.NodeOf(ns[^1]));
        json.WriteEndObject();
    });
}
