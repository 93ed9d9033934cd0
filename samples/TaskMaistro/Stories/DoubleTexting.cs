namespace TaskMaistro.Stories;

/// <summary>A second message comes while the first is being answered: the four strategies.</summary>
internal static class DoubleTexting
{
    public static async Task RejectAsync(Stage stage)
    {
        const string Second = "Add a ToDo to mount dresser to the wall.";
        var answer = stage.HoldAnswer();
        var first = await stage.SayAsync("Add a ToDo to follow-up with DI Repairs.");
        await answer.Reached;
        var busy = first.RunId;
        try
        {
            await stage.SayAsync(Second, MultitaskStrategy.Reject);
        }
        catch (RunConflictException conflict)
        {
            stage.Tell($"refused with {conflict.StatusCode}: {conflict.ActiveRunIds.Count} run in flight");
            busy = conflict.ActiveRunIds[0];
        }

        answer.Open();
        await stage.ReportAsync("first run", stage.Client.GetHandle(stage.Thread, busy));
        await stage.ShowAsync();

        stage.Tell("the thread is free again: the same message is sent once more");
        await stage.ReportAsync("second run", await stage.SayAsync(Second, MultitaskStrategy.Reject));
        await stage.ShowAsync();
    }

    public static async Task EnqueueAsync(Stage stage)
    {
        var answer = stage.HoldAnswer();
        var first = await stage.SayAsync("Send Erik his t-shirt gift this weekend.");
        await answer.Reached;
        var second = await stage.SayAsync("Get cash and pay nanny for 2 weeks. Do this by Friday.", MultitaskStrategy.Enqueue);
        stage.Tell($"accepted, with {second.Admission!.Ahead} run ahead; the first run goes on");
        answer.Open();
        await stage.ReportAsync("second run", second);
        await stage.ReportAsync("first run", first);
        await stage.ShowAsync();
    }

    public static async Task InterruptAsync(Stage stage)
    {
        var answer = stage.HoldAnswer();
        var first = await stage.SayAsync("Give me a summary of my ToDos due tomorrow.");
        await answer.Reached;
        var second = await stage.SayAsync("Never mind, create a ToDo to Order Ham for Thanksgiving by next Friday.", MultitaskStrategy.Interrupt);
        stage.Tell($"accepted; displaced {second.Admission!.DisplacedRunIds.Count} run");
        await stage.ReportAsync("second run", second);
        await stage.ReportAsync("first run", first);
        await stage.ShowAsync();
    }

    public static async Task RollbackAsync(Stage stage)
    {
        var answer = stage.HoldAnswer();
        var first = await stage.SayAsync("Add a ToDo to call to make appointment at Yoga.");
        await answer.Reached;
        var second = await stage.SayAsync("Actually, add a ToDo to drop by Yoga in person on Sunday.", MultitaskStrategy.Rollback);
        stage.Tell($"accepted; removed {second.Admission!.DisplacedRunIds.Count} run");
        await stage.ReportAsync("second run", second);
        try
        {
            await first.GetAsync();
        }
        catch (RunNotFoundException)
        {
            stage.Tell("first run: not found, it was correctly deleted");
        }

        await stage.ShowAsync();
    }
}
