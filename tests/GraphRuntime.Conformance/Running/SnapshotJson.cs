using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Snapshots in the normalised form of the case format.</summary>
internal static class SnapshotJson
{
    public static JsonElement Write(StateSnapshot snapshot, params (string Key, JsonElement Value)[] more)
    {
        var isStored = snapshot.CheckpointId is not null;
        var members = new List<(string, JsonElement)>
        {
            ("values", isStored ? ((JsonState)snapshot.StateObject).ToJson() : Json.EmptyObject),
            ("next", Json.Texts(snapshot.Next.Select(Name).Order(StringComparer.Ordinal))),
            ("tasks", Json.List(snapshot.Tasks.Select(WriteTask).OrderBy(CompactJson.Write, StringComparer.Ordinal))),
        };
        if (snapshot.Source is { } source)
        {
            members.Add(("source", Json.Text(SourceName(source))));
        }

        if (snapshot.Step is { } step)
        {
            members.Add(("step", Json.Number(step)));
        }

        members.AddRange(more);
        return Json.Object([.. members]);
    }

    public static string SourceName(CheckpointSource source) => source switch
    {
        CheckpointSource.Input => "input",
        CheckpointSource.Loop => "loop",
        CheckpointSource.Update => "update",
        _ => "fork",
    };

    public static JsonElement Interrupts(IEnumerable<Interrupt> interrupts) => Json.List(interrupts.Select(static i => i.Value));

    /// <summary>Questions whose order has no meaning.</summary>
    public static JsonElement SortedInterrupts(IEnumerable<Interrupt> interrupts) => Json.List(interrupts.Select(static i => i.Value).OrderBy(CompactJson.Write, StringComparer.Ordinal));

    private static string Name(string node) => node == Graph.Start ? "START" : node;

    private static JsonElement WriteTask(TaskSnapshot task)
    {
        var members = new List<(string, JsonElement)> { ("name", Json.Text(Name(task.Name))), ("interrupts", Interrupts(task.Interrupts)) };
        if (task.Error is not null)
        {
            members.Add(("error", Json.Text(task.Error)));
        }

        // The format has no result of a task whose error was handled: what the handler wrote belongs to a task of its own there.
        if (task is { WasHandled: false, Writes: { Count: > 0 } writes })
        {
            members.Add(("result", Json.Object(writes)));
        }

        // The format shows no state of a subgraph whose task failed.
        if (task.SubgraphNamespace is not null && task.Error is null)
        {
            members.Add(("state", task.Subgraph is { } subgraph ? Write(subgraph) : Json.Text("checkpointed")));
        }

        return Json.Object([.. members]);
    }
}
