using System.Globalization;

namespace GraphRuntime.Reliability.Tests;

/// <summary>A graph of some nodes in a row, each of which leaves the name of its run and its number; and what must be left in the end.</summary>
internal static class Steps
{
    public const string Graph = "steps";

    public static Action<GraphRuntimeBuilder> Of(int count, Func<NodeContext, int, ValueTask>? work = null) => graphs => graphs.AddGraph<TalkState>(Graph, graph =>
    {
        var before = GraphRuntime.Graph.Start;
        for (var i = 0; i < count; i++)
        {
            var number = i;
            var name = string.Create(CultureInfo.InvariantCulture, $"step{i}");
            graph.AddNode(name, async (_, context) =>
            {
                await (work?.Invoke(context, number) ?? ValueTask.CompletedTask);
                return new TalkState.Update { Messages = [string.Create(CultureInfo.InvariantCulture, $"{context.RunId}/{number}")] };
            }).AddEdge(before, name);
            before = name;
        }
    });

    public static ValueTask<RunHandle> SubmitAsync(this ThreadRunCoordinator coordinator, string threadId, string runId) =>
        coordinator.CreateRunAsync(threadId, Graph, new TalkState.Update { Messages = [$"{runId}/in"] }, new RunOptions { RunId = runId });

    /// <summary>Nothing is lost, nothing is there twice, everything is in order.</summary>
    public static async Task CheckAsync(ThreadRunCoordinator coordinator, string threadId, int steps, params IEnumerable<string> runIds)
    {
        foreach (var runId in runIds)
        {
            var run = await coordinator.JoinAsync(threadId, runId).Soon();
            (run.Status, run.Error).Should().Be((RunStatus.Success, null));
        }

        (await coordinator.MessagesAsync(threadId)).Should().Equal(runIds.SelectMany(runId => Enumerable.Range(0, steps).Select(i => $"{runId}/{i}").Prepend($"{runId}/in")));
    }

    public static async Task<IReadOnlyList<string>> MessagesAsync(this ThreadRunCoordinator coordinator, string threadId) =>
        ((StateSnapshot<TalkState>)await coordinator.GetStateAsync(threadId, Graph)).State.Messages;
}
