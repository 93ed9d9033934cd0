using Microsoft.Extensions.AI;
using TaskMaistro.Assistant;

namespace TaskMaistro.Stories;

/// <summary>A node pauses the run by itself, here because the input is too long.</summary>
internal static class NodePauses
{
    private static readonly string TooLong = "Add a ToDo to read a book about graphs" + string.Concat(Enumerable.Repeat(", slowly and with a pencil", 3)) + ".";

    public static async Task TooLongAsync(Stage stage)
    {
        await stage.ReportAsync("run", await stage.SayAsync(TooLong));
        var paused = await stage.ReportPauseAsync();
        await stage.ReportAsync("resumed without a change", await stage.ResumeAsync());

        stage.Tell("the message is edited: its id stays, its text is shorter");
        var shorter = new ChatMessage(ChatRole.User, "Add a ToDo to read a book about graphs.") { MessageId = paused.State.Messages[^1].MessageId };
        await stage.Client.UpdateStateAsync(stage.Thread, new TaskState.Update { Messages = [shorter] });
        await stage.ReportPauseAsync();
        await stage.ReportAsync("resumed after the edit", await stage.ResumeAsync());
        await stage.ShowAsync();
    }

    public static async Task SkipAsync(Stage stage)
    {
        await stage.ReportAsync("run", await stage.SayAsync(TooLong));
        await stage.ReportPauseAsync();

        stage.Tell($"an update without values, as {TaskMaistroGraph.CheckInput}: the node counts as done");
        await stage.Client.UpdateStateAsync(stage.Thread, null, TaskMaistroGraph.CheckInput);
        await stage.ReportPauseAsync();
        await stage.ReportAsync("resumed", await stage.ResumeAsync());
        await stage.ShowAsync();
    }
}
