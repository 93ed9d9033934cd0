using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Events in the normalised form of the case format.</summary>
internal static class ChunkJson
{
    /// <summary>
    /// The chunks that an event stands for: a pause is reported in each of the modes values and updates. The announcement of a repeated attempt has no counterpart
    /// in the reference engine.
    /// </summary>
    public static IEnumerable<JsonElement> Write(GraphEvent graphEvent, StreamModes modes, bool showsNamespace)
    {
        if (graphEvent is AttemptEvent)
        {
            yield break;
        }

        if (graphEvent is not InterruptEvent pause)
        {
            yield return Chunk(graphEvent, Mode(graphEvent), showsNamespace, Members(graphEvent));
            yield break;
        }

        foreach (var mode in new[] { StreamModes.Updates, StreamModes.Values }.Where(m => modes.HasFlag(m)))
        {
            yield return Chunk(graphEvent, mode == StreamModes.Updates ? "updates" : "values", showsNamespace, [("interrupts", SnapshotJson.SortedInterrupts(pause.Interrupts))]);
        }
    }

    private static JsonElement Chunk(GraphEvent graphEvent, string mode, bool showsNamespace, IEnumerable<(string, JsonElement)> members)
    {
        var chunk = new List<(string, JsonElement)> { ("mode", Json.Text(mode)) };
        if (showsNamespace)
        {
            chunk.Add(("ns", Json.Texts(graphEvent.Path)));
        }

        return Json.Object([.. chunk, .. members]);
    }

    private static string Mode(GraphEvent graphEvent) => graphEvent switch
    {
        ValuesEvent => "values",
        UpdatesEvent => "updates",
        TaskStartedEvent or TaskFinishedEvent => "tasks",
        CheckpointEvent => "checkpoints",
        DebugEvent => "debug",
        CustomEvent => "custom",
        _ => graphEvent.GetType().Name,
    };

    private static IEnumerable<(string, JsonElement)> Members(GraphEvent graphEvent)
    {
        yield return ("data", graphEvent switch
        {
            ValuesEvent values => values.StateAs<JsonState>().ToJson(),
            UpdatesEvent updates => Json.Object(((updates.IsFromErrorHandler ? "__error_handler__" : "") + updates.Node, updates.Writes.Count == 0 ? Json.Null : Json.Object(updates.Writes))),
            CustomEvent custom => (JsonElement)custom.Value!,
            DebugEvent debug => Debug(debug),
            _ => Payload(graphEvent),
        });
        if (graphEvent is UpdatesEvent { IsCached: true })
        {
            yield return ("cached", Json.Flag(true));
        }
    }

    private static JsonElement Debug(DebugEvent debug) => Json.Object(
        ("type", Json.Text(debug.Event switch { TaskStartedEvent => "task", TaskFinishedEvent => "task_result", _ => "checkpoint" })),
        ("step", Json.Number(debug.Step)),
        ("payload", Payload(debug.Event)));

    private static JsonElement Payload(GraphEvent graphEvent) => graphEvent switch
    {
        CheckpointEvent checkpoint => SnapshotJson.Write(checkpoint.Snapshot),
        TaskStartedEvent task => Json.Object(("type", Json.Text("start")), ("name", Json.Text(task.Node)), ("input", Input(task.Input))),
        TaskFinishedEvent task => Json.Object(
            ("type", Json.Text("result")),
            ("name", Json.Text(task.Node)),
            ("result", Json.Object(task.Writes)),
            ("interrupts", SnapshotJson.Interrupts(task.Interrupts))),
        _ => Json.Null,
    };

    private static JsonElement Input(object? input) => input is JsonState state ? state.ToJson() : input is JsonElement json ? json : Json.Null;
}
