using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Commands that read.</summary>
internal sealed class StateCommands(ApiRequest request, string threadId)
{
    private const int DefaultLimit = 10;

    public async ValueTask<ProtocolReply> GetAsync(ProtocolCommand command)
    {
        var thread = await request.FindThreadAsync(threadId).ConfigureAwait(false);
        var place = new GraphThread(threadId) { Namespace = NamespaceOf(command) };
        var state = await request.ReadStateAsync(thread, place).ConfigureAwait(false);
        if (place.Namespace.Length > 0 && state?.CheckpointId is null)
        {
            return ProtocolReply.Error(command.Id, "no_such_namespace", $"There is no state in namespace '{place.Namespace}'.");
        }

        var keys = command.Texts("keys")?.Select(static key => "values." + key);
        return Answer(command, thread, json =>
        {
            json.WritePropertyName("values");
            StateWriter.WriteValues(json, state?.CheckpointId is null ? null : state, keys is null ? Fields.All : new Fields(keys));
            if (state?.CheckpointId is not { } id)
            {
                json.WriteNull("checkpoint");
                return;
            }

            json.WriteStartObject("checkpoint");
            json.WriteString("id", CheckpointIds.ToWire(id));
            json.WriteString("ns", state.Namespace);
            json.WriteEndObject();
        });
    }

    public async ValueTask<ProtocolReply> ListCheckpointsAsync(ProtocolCommand command)
    {
        var thread = await request.FindThreadAsync(threadId).ConfigureAwait(false);
        var (limit, _) = request.Page(command.Number("limit", DefaultLimit), 0);
        var query = new HistoryQuery { Limit = limit, Before = command.Text("before") is { } before ? CheckpointIds.Parse(before) : null };
        var states = new List<StateSnapshot>();
        if (ThreadReader.GraphOf(request, thread) is { } graph)
        {
            var place = new GraphThread(threadId) { Namespace = NamespaceOf(command) };
            await foreach (var state in request.Coordinator.GetHistoryAsync(place, query, graph, request.Aborted).ConfigureAwait(false))
            {
                states.Add(state);
            }
        }

        return Answer(command, thread, json =>
        {
            json.WriteStartArray("checkpoints");
            foreach (var state in states)
            {
                WriteCheckpoint(json, state);
            }

            json.WriteEndArray();
        });
    }

    public async ValueTask<ProtocolReply> GetTreeAsync(ProtocolCommand command)
    {
        var thread = await request.FindThreadAsync(threadId).ConfigureAwait(false);
        if (ThreadReader.GraphOf(request, thread) is not { } graph)
        {
            return ProtocolReply.Error(command.Id, "no_such_run", "The thread has had no run.");
        }

        var outline = request.Api.Graphs.Find(graph)!.Outline;
        var status = thread.Status switch
        {
            ThreadStatus.Busy => "running",
            ThreadStatus.Interrupted => "interrupted",
            ThreadStatus.Error => "failed",
            _ => "completed",
        };
        return Answer(command, thread, json =>
        {
            json.WritePropertyName("tree");
            WriteTree(json, graph, outline, [], status);
        });
    }

    private static void WriteTree(Utf8JsonWriter json, string name, GraphOutline graph, IReadOnlyList<string> ns, string status)
    {
        json.WriteStartObject();
        json.WriteStartArray("namespace");
        foreach (var part in ns)
        {
            json.WriteStringValue(part);
        }

        json.WriteEndArray();
        json.WriteString("status", status);
        json.WriteString("graph_name", name);
        json.WriteStartArray("children");
        foreach (var node in graph.Nodes.Where(static node => node.Subgraph is not null))
        {
            WriteTree(json, node.Name, node.Subgraph!, [.. ns, node.Name], status);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCheckpoint(Utf8JsonWriter json, StateSnapshot state)
    {
        json.WriteStartObject();
        json.WriteString("id", CheckpointIds.ToWire(state.CheckpointId!.Value));
        json.WriteString("timestamp", WireText.Time(state.CreatedAt ?? default));
        json.WriteNumber("step", state.Step ?? 0);
        json.WriteStartObject("metadata");
        json.WriteString("source", WireNames.Of(state.Source ?? Checkpointing.CheckpointSource.Loop));
        json.WriteString("run_id", state.RunId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string NamespaceOf(ProtocolCommand command) => string.Join('|', command.Texts("namespace") ?? []);

    private ProtocolReply Answer(ProtocolCommand command, ThreadInfo thread, Action<Utf8JsonWriter> write) =>
        ProtocolReply.Success(command, threadId, ProtocolSeq.Through(thread.LastEvent), write);
}
