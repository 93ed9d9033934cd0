using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <content>What reads a stored schedule.</content>
internal static partial class ScheduleCodec
{
    /// <summary>The format of the body; later ones name theirs, the first one does not.</summary>
    public static int ReadFormat(JsonElement body) => body.TryGetProperty(StoredFormat.Checkpoint.Format, out var format) ? format.GetInt32() : 1;

    public static int ReadVersion(JsonElement body) => body.TryGetProperty(StoredFormat.Checkpoint.Version, out var version) ? version.GetInt32() : 1;

    /// <summary>The checkpoint of the root graph that a subgraph's checkpoint belongs to, or 0.</summary>
    public static long ReadRootCheckpoint(JsonElement body) => body.TryGetProperty(StoredFormat.Checkpoint.RootCheckpoint, out var root) ? root.GetInt64() : 0;

    /// <summary>The call of a memory that made the checkpoint, or <see langword="null"/> where the namespace names the call.</summary>
    public static string? ReadCall(JsonElement body) => body.TryGetProperty(StoredFormat.Checkpoint.Call, out var call) ? call.GetString() : null;

    /// <summary>The checkpoint that holds the input which this one waits to apply, or 0.</summary>
    public static long ReadInputChild(JsonElement body) => body.TryGetProperty(StoredFormat.Checkpoint.InputChild, out var child) ? child.GetInt64() : 0;

    /// <summary>The breakpoint lists that stay with the thread, or <see langword="null"/>.</summary>
    public static StickyBreakpoints? ReadSticky(JsonElement body) =>
        body.TryGetProperty(StoredFormat.Checkpoint.StopsBefore, out _) || body.TryGetProperty(StoredFormat.Checkpoint.StopsAfter, out _)
            ? new StickyBreakpoints([.. Strings(body, StoredFormat.Checkpoint.StopsBefore)], [.. Strings(body, StoredFormat.Checkpoint.StopsAfter)])
            : null;

    public static IEnumerable<string> ReadSealedLogs(JsonElement body) => Strings(body, StoredFormat.Checkpoint.SealedLogs);

    public static Schedule Read(JsonElement body, GraphDefinition graph, StateMigration? migration = null)
    {
        var schedule = new Schedule();
        ReadNodes(body, StoredFormat.Checkpoint.Next, schedule.Next, schedule, graph);
        ReadNodes(body, StoredFormat.Checkpoint.Held, schedule.Held, schedule, graph);
        ReadNodes(body, StoredFormat.Checkpoint.Older, schedule.Older, schedule, graph);
        ReadNodes(body, StoredFormat.Checkpoint.Waiting, schedule.Waiting, schedule, graph);
        foreach (var name in Strings(body, StoredFormat.Checkpoint.Seen))
        {
            if (name == Graph.Start || graph.TryFind(name, out _))
            {
                schedule.Seen.Add(graph.TryFind(name, out var index) ? index : GraphNode.StartIndex);
            }
        }

        ReadSends(body, schedule, graph, migration);
        ReadJoins(body, schedule, graph);
        if (body.TryGetProperty(StoredFormat.Checkpoint.Input, out var input))
        {
            schedule.Input = new StoredUpdate(migration?.Result(input) ?? input.Clone(), graph.Schema);
        }

        return schedule;
    }

    private static void ReadNodes(JsonElement body, string property, List<int> nodes, Schedule schedule, GraphDefinition graph)
    {
        foreach (var name in Strings(body, property))
        {
            if (graph.TryFind(name, out var index))
            {
                nodes.Add(index);
            }
            else
            {
                schedule.Missing ??= name;
            }
        }
    }

    private static void ReadSends(JsonElement body, Schedule schedule, GraphDefinition graph, StateMigration? migration)
    {
        if (!body.TryGetProperty(StoredFormat.Checkpoint.Sends, out var sends))
        {
            return;
        }

        foreach (var send in sends.EnumerateArray())
        {
            var node = send.GetProperty(StoredFormat.Send.Node).GetString()!;
            if (graph.TryFind(node, out _))
            {
                var argument = send.GetProperty(StoredFormat.Send.Argument);
                schedule.AddSend(Send.To(node, migration?.Argument(node, argument) ?? argument.Clone()));
            }
            else
            {
                schedule.Missing ??= node;
            }
        }
    }

    private static void ReadJoins(JsonElement body, Schedule schedule, GraphDefinition graph)
    {
        if (!body.TryGetProperty(StoredFormat.Checkpoint.Joins, out var joins))
        {
            return;
        }

        foreach (var stored in joins.EnumerateArray())
        {
            var target = stored.GetProperty(StoredFormat.Join.Target).GetString();
            var sources = Strings(stored, StoredFormat.Join.Sources).ToHashSet(StringComparer.Ordinal);
            var index = Array.FindIndex(graph.Joins, j =>
                graph.Nodes[j.Target].Name == target && sources.SetEquals(j.Sources.Select(s => graph.Nodes[s].Name)));
            if (index >= 0)
            {
                var reached = schedule.Joins[index] = [];
                ReadNodes(stored, StoredFormat.Join.Reached, reached, schedule, graph);
            }
        }
    }

    private static IEnumerable<string> Strings(JsonElement body, string property)
    {
        if (!body.TryGetProperty(property, out var list))
        {
            yield break;
        }

        foreach (var item in list.EnumerateArray())
        {
            yield return item.GetString()!;
        }
    }
}
