namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreTheory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task Runs_without_a_delay_are_executed_in_order_whatever_the_clock_does(int seconds)
    {
        var coordinator = await StartedAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two");

        Time.SetClock(TimeSpan.FromSeconds(seconds));
        var third = await SayAsync(coordinator, "three");
        var other = await SayAsync(coordinator, "four", thread: "other");
        gate.Open();

        foreach (var run in new[] { first, second, third, other })
        {
            (await EndAsync(run)).Should().Be(RunStatus.Success);
        }

        (await MessagesAsync()).Where(message => !message.Contains('(')).Should().Equal("one", "two", "three");
    }

    [StoreFact]
    public async Task A_run_that_was_given_back_without_a_wait_goes_on_although_the_clock_was_set_back()
    {
        var first = await StartedAsync();
        await BusyAsync(first);
        using var impatient = new CancellationTokenSource();
        await impatient.CancelAsync();
        await first.StopAsync(impatient.Token).Soon();
        Chat.On("answer", "one", _ => Task.CompletedTask);

        Time.SetClock(TimeSpan.FromHours(-1));
        var second = await StartedAsync();

        var run = (await second.ListRunsAsync(Thread)).Single();
        (await second.JoinAsync(Thread, run.RunId).Soon()).Status.Should().Be(RunStatus.Success);
    }
}
