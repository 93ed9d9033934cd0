using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Turns stored events of a run into the frames of its stream. The same events give the same frames to every reader who wants the same modes.
/// </summary>
internal sealed class RunProjector
{
    private readonly RunInfo _run;
    private readonly RunStreamOptions _options;
    private readonly HashSet<string> _modes;
    private readonly FrameList _frames = new();
    private readonly RunTasks _tasks = new();
    private readonly MessageFrames _messages;
    private readonly TaskFrames _taskFrames;
    private readonly TraceFrames _trace;

    public RunProjector(RunInfo run, RunStreamOptions options)
    {
        _run = run;
        _options = options;
        _modes = [.. options.Modes];
        _messages = new MessageFrames(_frames, run, _tasks, _modes);
        _taskFrames = new TaskFrames(_frames, run, _modes);
        _trace = new TraceFrames(_frames, run);
    }

    /// <summary>What comes before the first event.</summary>
    public IReadOnlyList<StreamFrame> Begin()
    {
        _frames.Clear();
        _frames.Add("metadata", json =>
        {
            json.WriteStartObject();
            json.WriteString("run_id", _run.RunId);
            json.WriteNumber("attempt", 1);
            json.WriteEndObject();
        });
        if (_modes.Contains("lifecycle"))
        {
            Lifecycle("started", null);
        }

        if (_modes.Contains("events"))
        {
            _trace.Started();
        }

        return _frames.Items;
    }

    public IReadOnlyList<StreamFrame> Project(RunEvent stored)
    {
        _frames.Clear();
        var suffix = stored.Namespace.Length == 0 ? "" : "|" + stored.Namespace;
        using var document = JsonDocument.Parse(stored.Data);
        var data = document.RootElement;
        _tasks.Note(stored, data);
        if (suffix.Length > 0 && !_options.Subgraphs)
        {
            return _frames.Items;
        }

        if (_options.Namespaces.Count > 0 && !_options.Namespaces.Any(wanted => Covers(wanted, stored.Namespace)))
        {
            return _frames.Items;
        }

        Project(stored, data, suffix);
        return _frames.Items;
    }

    /// <summary>What comes after the last event.</summary>
    public IReadOnlyList<StreamFrame> End(RunInfo run, bool sendsEnd)
    {
        _frames.Clear();
        if (run.Status is RunStatus.Error or RunStatus.Timeout)
        {
            _frames.Add("error", json =>
            {
                json.WriteStartObject();
                RunErrors.WriteMembers(json, run);
                json.WriteEndObject();
            });
        }

        if (_modes.Contains("events"))
        {
            _trace.Ended(run);
        }

        if (_modes.Contains("lifecycle"))
        {
            Lifecycle(run.Status switch { RunStatus.Success => "completed", RunStatus.Interrupted => "interrupted", _ => "failed" }, run.Error);
        }

        if (sendsEnd)
        {
            _frames.Add("end", json =>
            {
                json.WriteStartObject();
                json.WriteString("run_id", run.RunId);
                json.WriteString("status", WireStatus.Of(run));
                json.WriteEndObject();
            });
        }

        return _frames.Items;
    }

    /// <summary>Whether a namespace is the wanted one or lies below it. A wanted part without a task id stands for every task of the node.</summary>
    private static bool Covers(string wanted, string ns) => EventNamespace.StartsWith(EventNamespace.Split(ns), EventNamespace.Split(wanted));

    private void Project(RunEvent stored, JsonElement data, string suffix)
    {
        switch (stored.Kind)
        {
            case "values" when _modes.Contains("values"):
                _frames.Add("values" + suffix, json => WireValues.WriteState(json, stored.Data, keys: null));
                break;
            case "interrupt":
                Interrupts(data, suffix);
                break;
            case "updates" when _modes.Contains("updates"):
                _frames.Add("updates" + suffix, json => WriteUpdate(json, data));
                break;
            case "custom" when _modes.Contains("custom"):
                _frames.Add("custom" + suffix, json => WireValues.Write(json, data));
                break;
            default:
                break;
        }

        _messages.Project(stored, data, suffix);
        _taskFrames.Project(stored, data, suffix);
        if (_modes.Contains("events"))
        {
            _trace.Project(stored, data);
        }
    }

    private void Interrupts(JsonElement interrupts, string suffix)
    {
        foreach (var mode in (ReadOnlySpan<string>)["values", "updates"])
        {
            if (_modes.Contains(mode))
            {
                _frames.Add(mode + suffix, json =>
                {
                    json.WriteStartObject();
                    json.WritePropertyName("__interrupt__");
                    WireValues.Write(json, interrupts);
                    json.WriteEndObject();
                });
            }
        }
    }

    private static void WriteUpdate(Utf8JsonWriter json, JsonElement data)
    {
        json.WriteStartObject();
        json.WritePropertyName(data.GetProperty("node").GetString()!);
        var writes = data.GetProperty("writes");
        if (writes.EnumerateObject().Any())
        {
            WireValues.Write(json, writes);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }

    private void Lifecycle(string name, string? error) => _frames.Add("lifecycle", json =>
    {
        json.WriteStartObject();
        json.WriteString("event", name);
        json.WriteStartArray("namespace");
        json.WriteEndArray();
        if (error is not null)
        {
            json.WriteStartObject("error");
            RunErrors.WriteMembers(json, "Error", error);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });
}
