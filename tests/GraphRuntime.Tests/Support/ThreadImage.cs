using System.Text.Json;

namespace GraphRuntime.Tests.Support;

/// <summary>Everything that can be seen of a thread, as text: its state, its tasks, and its history. Two equal texts are an unchanged thread.</summary>
internal static class ThreadImage
{
    public static async Task<string> TakeAsync<TState>(CompiledGraph<TState> graph, string thread)
        where TState : class
    {
        var head = await graph.GetStateAsync(thread, subgraphs: true);
        var history = await graph.GetHistoryAsync(thread).Select(Describe).ToListAsync();
        return JsonSerializer.Serialize(new { Head = Describe(head), History = history });
    }

    /// <summary>Does what must be refused, and makes sure that the thread is as it was.</summary>
    public static async Task<TException> RefusedAsync<TException, TState>(this CompiledGraph<TState> graph, string thread, Func<Task> act)
        where TException : Exception
        where TState : class
    {
        var before = await TakeAsync(graph, thread);

        var error = (await act.Should().ThrowExactlyAsync<TException>()).Which;

        (await TakeAsync(graph, thread)).Should().Be(before, "a refused call leaves the thread as it was");
        return error;
    }

    private static object Describe(StateSnapshot snapshot) => new
    {
        snapshot.CheckpointId,
        snapshot.ParentCheckpointId,
        snapshot.Step,
        snapshot.Source,
        snapshot.RunId,
        snapshot.Next,
        State = JsonSerializer.Serialize(snapshot.StateObject is JsonState json ? json.ToJson() : snapshot.StateObject),
        Tasks = snapshot.Tasks.Select(Describe).ToList(),
    };

    private static object Describe(TaskSnapshot task) => new
    {
        task.Id,
        task.Error,
        task.Writes,
        Interrupts = task.Interrupts.Select(i => new { i.Id, i.Value, i.IsAnswerable, i.AnswerSchema }).ToList(),
        Subgraph = task.Subgraph is { } subgraph ? Describe(subgraph) : null,
    };
}
