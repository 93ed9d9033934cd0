using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>What happens to whole runs: each has exactly one event that it runs, and one that it has ended; and the questions that it asks.</summary>
internal sealed class RunLifecycles(ProtocolOutput output)
{
    private readonly Dictionary<string, string> _graphs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>A run that has ended at questions. Its end is sent after the questions, which are the next stored event.</summary>
    private string? _heldRun;

    public static bool Ends(JsonElement data) => data.GetProperty("event").GetString() is "ended" or "rolled_back" or "deleted" or "released";

    public void Project(ThreadEvent stored, JsonElement data)
    {
        var name = data.GetProperty("event").GetString();
        if (_heldRun is not null && name != "asked")
        {
            Release();
        }

        switch (name)
        {
            case "admitted":
                _graphs[stored.RunId] = data.TryGetProperty("graph", out var graph) ? graph.GetString()! : "";
                break;
            case "started":
                Run(stored.RunId);
                break;
            case "answered":
                output.Add("input.answered", [], null, json => WriteAnswered(json, data));
                break;
            case "asked":
                foreach (var interrupt in data.GetProperty("interrupts").EnumerateArray())
                {
                    Ask(stored.RunId, interrupt, []);
                }

                Release();
                break;
            case "ended":
                End(stored.RunId, data);
                break;
            case "rolled_back" or "deleted" when _graphs.ContainsKey(stored.RunId) || _running.Contains(stored.RunId):
                Run(stored.RunId);
                Finish(stored.RunId, "interrupted");
                break;
            default:
                break;
        }
    }

    /// <summary>Questions that a task asks while its run is running.</summary>
    public void Asked(string runId, JsonElement interrupts, string[] ns)
    {
        foreach (var interrupt in interrupts.EnumerateArray())
        {
            Ask(runId, interrupt, ns);
        }
    }

    private void Ask(string runId, JsonElement interrupt, string[] ns)
    {
        var id = interrupt.GetProperty("id").GetString()!;
        if (!_asked.Add($"{runId}:{id}"))
        {
            return;
        }

        output.Add("input.requested", ns, null, json =>
        {
            json.WriteStartObject();
            json.WriteString("interrupt_id", id);

            // One client reads the question as "payload", the other one as "value".
            foreach (var name in (ReadOnlySpan<string>)["payload", "value"])
            {
                json.WritePropertyName(name);
                WireValues.Write(json, interrupt.TryGetProperty("value", out var value) ? value : default);
            }

            if (interrupt.TryGetProperty("response_schema", out var schema))
            {
                json.WritePropertyName("response_schema");
                schema.WriteTo(json);
            }

            json.WriteEndObject();
        });
    }

    private void Run(string runId)
    {
        if (_running.Add(runId))
        {
            output.AddOfRun(runId, "running", json => json.WriteString("graph_name", _graphs.GetValueOrDefault(runId)));
        }
    }

    private void End(string runId, JsonElement data)
    {
        if (data.TryGetProperty("reason", out var why) && why.ValueEquals("steered"))
        {
            // Another run has taken its input and is still at work: a client would take this end for that of its run.
            _graphs.Remove(runId);
            return;
        }

        Run(runId);
        switch (data.GetProperty("status").GetString())
        {
            case "success":
                Finish(runId, "completed");
                break;
            case "error" or "timeout":
                var message = data.TryGetProperty("error", out var error) ? error.GetString() : null;
                Finish(runId, "failed", json => json.WriteString("error", ErrorText(message)));
                break;
            default:
                if (data.TryGetProperty("reason", out var reason) && reason.ValueEquals("awaiting_answer"))
                {
                    _heldRun = runId;
                }
                else
                {
                    Finish(runId, "interrupted");
                }

                break;
        }
    }

    private void Release()
    {
        if (_heldRun is { } runId)
        {
            _heldRun = null;
            Finish(runId, "interrupted");
        }
    }

    private void Finish(string runId, string name, Action<Utf8JsonWriter>? writeMore = null)
    {
        // The beginning of an old run may not be kept any more.
        var isAdmitted = _graphs.Remove(runId);
        if (_running.Remove(runId) || isAdmitted)
        {
            output.AddOfRun(runId, name, writeMore);
        }
    }

    private static string ErrorText(string? message) => System.Text.Encoding.UTF8.GetString(JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        RunErrors.WriteMembers(json, "Error", message);
        json.WriteEndObject();
    }).Span);

    private static void WriteAnswered(Utf8JsonWriter json, JsonElement data)
    {
        json.WriteStartObject();
        json.WritePropertyName("interrupt_ids");
        data.GetProperty("ids").WriteTo(json);
        json.WriteEndObject();
    }
}
