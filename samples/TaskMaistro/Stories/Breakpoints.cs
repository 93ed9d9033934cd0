using TaskMaistro.Assistant;

namespace TaskMaistro.Stories;

/// <summary>Static breakpoints: the run stops before or after nodes and goes on when it is resumed.</summary>
internal static class Breakpoints
{
    public static async Task BeforeAsync(Stage stage)
    {
        var run = await stage.SayAsync("Add a ToDo to buy milk.", config: new RunConfig { InterruptBefore = [TaskMaistroGraph.Save] });
        await stage.ReportAsync("run", run);
        await stage.ReportPauseAsync();
        await stage.ShowToDosAsync();
        stage.Tell("nothing was saved yet; now it goes on");
        await stage.ReportAsync("resumed run", await stage.ResumeAsync());
        await stage.ShowAsync();
    }

    public static async Task AfterAsync(Stage stage)
    {
        var run = await stage.SayAsync("Add a ToDo to call mum.", config: new RunConfig { InterruptAfter = [TaskMaistroGraph.Extract] });
        await stage.ReportAsync("run", run);
        var paused = await stage.ReportPauseAsync();
        stage.Tell($"what the node wrote is there: {string.Join("; ", paused.State.Proposal?.Create ?? [])}");
        await stage.ReportAsync("resumed run", await stage.ResumeAsync());
        await stage.ShowAsync();
    }

    public static async Task StepAsync(Stage stage)
    {
        var stepping = new RunConfig { InterruptAfter = [Graph.AllNodes] };
        var run = await stage.SayAsync("Add a ToDo to book the dentist.", config: stepping);
        for (var step = 1; (await stage.ReportAsync($"step {step}", run)).Reason == RunStatusReason.Paused; step++)
        {
            await stage.ReportPauseAsync();
            run = await stage.ResumeAsync(config: stepping);
        }

        await stage.ShowAsync();
    }

    public static async Task EditAsync(Stage stage)
    {
        var run = await stage.SayAsync("Add a ToDo to visit grandma.", config: new RunConfig { InterruptBefore = [TaskMaistroGraph.Save] });
        await stage.ReportAsync("run", run);
        var paused = await stage.ReportPauseAsync();
        var proposal = paused.State.Proposal ?? new ToDoChanges();
        stage.Tell($"proposed: {string.Join("; ", proposal.Create)}");

        var edited = proposal with { Create = [.. proposal.Create.Select(toDo => toDo with { Deadline = "2024-12-24" })] };
        await stage.Client.UpdateStateAsync(stage.Thread, new TaskState.Update { Proposal = edited });
        stage.Tell($"edited:   {string.Join("; ", edited.Create)}");
        await stage.ReportAsync("resumed run", await stage.ResumeAsync());
        await stage.ShowAsync();
    }
}
