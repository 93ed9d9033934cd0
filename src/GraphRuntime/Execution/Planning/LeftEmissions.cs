using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>
/// What tasks had emitted that had not finished when their run was stopped, for the repair of the graph. It is stored with the checkpoint that the tasks started from, under
/// the epoch of that run. It never becomes a part of the state by itself.
/// </summary>
internal static class LeftEmissions
{
    /// <summary>How many bytes of a task are stored at most, as JSON.</summary>
    private const int MostBytes = 64 * 1024;

    /// <summary>How deep a value nests at most, so that all of it together is not deeper than readers take.</summary>
    private const int MostDepth = 60;

    /// <summary>Adds what the unfinished tasks of a superstep whose run was stopped had emitted. A task that had emitted more when it was stopped before forgets that.</summary>
    public static void Collect(LoopState loop, List<PendingWrite> writes)
    {
        if (loop.Graph.Repair is null || !loop.Run.CancellationToken.IsCancellationRequested)
        {
            return;
        }

        foreach (var task in loop.Tasks)
        {
            var emitted = task.IsFinished ? null : task.Record?.Emitted;
            if (emitted is not null || (!task.IsFinished && loop.Superstep.Pending?.ContainsKey(Id(task.TaskId)) == true))
            {
                writes.Add(Encode(loop, task.TaskId, emitted ?? new EmissionLog()));
            }
        }
    }

    /// <summary>What the tasks had emitted that have left no result, in their order.</summary>
    public static List<TaskEmissions> Read(LoopState loop, IEnumerable<(string Node, string Id)> tasks)
    {
        var all = new List<TaskEmissions>();
        if (loop.Superstep.Pending is not { } pending)
        {
            return all;
        }

        foreach (var (node, id) in tasks)
        {
            if (pending.GetValueOrDefault(id)?.Result is null && pending.GetValueOrDefault(Id(id))?.Result is { } stored)
            {
                var emitted = CheckpointLoader.ReadJson(loop, stored, json => Read(loop, new TaskEmissions(node, id), json));
                all.AddRange(emitted.Values.Count + emitted.Omitted > 0 ? [emitted] : []);
            }
        }

        return all;
    }

    private static TaskEmissions Read(LoopState loop, TaskEmissions task, JsonElement stored) => task with
    {
        Omitted = stored.TryGetProperty(StoredFormat.Emissions.Omitted, out var omitted) ? omitted.GetInt32() : 0,
        Values =
        [
            .. stored.GetProperty(StoredFormat.Emissions.Values).EnumerateArray().Select(one => new Emission(
                one.GetProperty(StoredFormat.Emission.Node).GetString()!,
                one.TryGetProperty(StoredFormat.Emission.MessageId, out var id) ? id.GetString() : null,
                one.GetProperty(StoredFormat.Emission.Value))
            {
                Namespace = one.TryGetProperty(StoredFormat.Emission.Namespace, out var ns) ? ns.GetString()! : "",
                JsonOptions = loop.Graph.Schema.JsonOptions,
            }),
        ],
    };

    private static PendingWrite Encode(LoopState loop, string taskId, EmissionLog emitted)
    {
        var most = Math.Min(MostBytes, loop.Run.Services.MaxValueBytes / 2);
        var pieces = new List<byte[]>();
        foreach (var piece in emitted.Pieces.Reverse())
        {
            var bytes = TryWrite(piece);
            if (bytes?.Length > most)
            {
                break;
            }

            if (bytes is not null)
            {
                most -= bytes.Length;
                pieces.Add(bytes);
            }
        }

        using var writer = new CheckpointWriter(loop.Run.Services.Codec, loop.Run.Services.MaxValueBytes);
        writer.BeginValue();
        Write(writer.Json, pieces, emitted.Omitted + emitted.Pieces.Count - pieces.Count);
        return new PendingWrite(Id(taskId), PendingWriteKind.Result, writer.EndPiece());
    }

    private static void Write(Utf8JsonWriter json, List<byte[]> newestFirst, int omitted)
    {
        json.WriteStartObject();
        json.WriteStartArray(StoredFormat.Emissions.Values);
        foreach (var piece in Enumerable.Reverse(newestFirst))
        {
            json.WriteRawValue(piece, skipInputValidation: true);
        }

        json.WriteEndArray();
        if (omitted > 0)
        {
            json.WriteNumber(StoredFormat.Emissions.Omitted, omitted);
        }

        json.WriteEndObject();
    }

    /// <summary>A value as JSON, or <see langword="null"/> where it has none: what only readers in this process could take does not keep a run from being stopped.</summary>
    private static byte[]? TryWrite(EmittedPiece piece)
    {
        using var buffer = new MemoryStream();
        try
        {
            using var json = new Utf8JsonWriter(buffer, ValueOptions.Writer with { MaxDepth = MostDepth });
            Write(json, piece);
        }
        catch (Exception e) when (e is StateSerializationException || JsonFailures.IsWriteFailure(e))
        {
            return null;
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, EmittedPiece piece)
    {
        json.WriteStartObject();
        if (piece.Namespace.Length > 0)
        {
            json.WriteString(StoredFormat.Emission.Namespace, piece.Namespace);
        }

        json.WriteString(StoredFormat.Emission.Node, piece.Node);
        if (piece.MessageId is not null)
        {
            json.WriteString(StoredFormat.Emission.MessageId, piece.MessageId);
        }

        json.WritePropertyName(StoredFormat.Emission.Value);
        if (piece.Value is { } value)
        {
            JsonSerializer.Serialize(json, value, GraphJson.TypeInfo(piece.JsonOptions, value.GetType(), "an emitted value"));
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }

    private static string Id(string taskId) => StoredFormat.TaskIds.Emitted + taskId;
}
