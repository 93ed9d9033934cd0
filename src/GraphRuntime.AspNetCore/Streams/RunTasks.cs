using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>The tasks of a run that were started last, by namespace and node: messages name their node only.</summary>
internal sealed class RunTasks
{
    private readonly Dictionary<(string Namespace, string Node), (string Task, int Step)> _tasks = [];

    public void Note(RunEvent stored, JsonElement data)
    {
        if (stored.Kind == "tasks" && data.GetProperty("type").GetString() == "start")
        {
            _tasks[(stored.Namespace, data.GetProperty("node").GetString()!)] = (data.GetProperty("task").GetString()!, data.GetProperty("step").GetInt32());
        }
    }

    public (string Task, int Step) Find(string ns, string node) => _tasks.GetValueOrDefault((ns, node), ("", 0));
}
