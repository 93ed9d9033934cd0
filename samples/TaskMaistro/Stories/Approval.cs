namespace TaskMaistro.Stories;

/// <summary>A node asks a person before it removes something.</summary>
internal static class Approval
{
    private const string Remove = "Remove \"water the plants\" from my ToDo list.";

    public static async Task PlayAsync(Stage stage)
    {
        await stage.ReportAsync("run", await stage.SayAsync("Add a ToDo to water the plants."));
        await AskAsync(stage, approves: false);
        await AskAsync(stage, approves: true);
        await stage.ShowAsync();
    }

    private static async Task AskAsync(Stage stage, bool approves)
    {
        await stage.ReportAsync("run", await stage.SayAsync(Remove));
        await stage.ReportPauseAsync();
        stage.Tell($"the answer is {(approves ? "yes" : "no")}");
        await stage.ReportAsync("answered run", await stage.ResumeAsync(GraphInput.Answer(approves)));
        await stage.ShowToDosAsync();
    }
}
