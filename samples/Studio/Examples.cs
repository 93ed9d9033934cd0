using TaskMaistro.Assistant;

namespace Studio;

/// <summary>Threads to look at: double texting in the to-do assistant, and a report that waits for a decision.</summary>
internal static class Examples
{
    private const string ToDos = "todos";
    private const string Report = "report-1";

    private static readonly User s_user = new("Ada");

    public static async Task PlayAsync(ThreadRunCoordinator coordinator)
    {
        if ((await coordinator.SearchThreadsAsync(new ThreadSearchOptions { Limit = 1 })).Count > 0)
        {
            return;
        }

        await SayAsync("Add a ToDo to mount dresser to the wall.", MultitaskStrategy.Enqueue);
        await SayAsync("Send Erik his t-shirt gift this weekend.", MultitaskStrategy.Enqueue);
        var last = await SayAsync("Never mind, create a ToDo to Order Ham for Thanksgiving by next Friday.", MultitaskStrategy.Interrupt);
        await coordinator.CreateRunAsync(Report, ReportGraph.Name, new ReportState.Update { Topic = "double texting" }, new RunOptions { StreamModes = StreamModes.Updates | StreamModes.Messages });
        await coordinator.JoinAsync(ToDos, last.RunId);

        ValueTask<RunHandle> SayAsync(string text, MultitaskStrategy strategy) => coordinator.CreateRunAsync(
            ToDos, TaskMaistroGraph.Name, TaskState.Say(text), new RunOptions { MultitaskStrategy = strategy, Config = s_user.Config() });
    }
}
