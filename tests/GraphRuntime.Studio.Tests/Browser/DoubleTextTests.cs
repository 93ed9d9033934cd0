using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>The runs of a thread in time, and why each waited, stopped or is gone.</summary>
public sealed class DoubleTextTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    [BrowserFact]
    public async Task Runs_are_listed_in_time_with_what_displaced_and_queued_them()
    {
        Site.Gates.Close("walk");
        var first = await SendAsync("Rome");
        var page = await OpenAsync("chat", "runs");
        await Expect(Run(page, first)).ToContainTextAsync("running");

        var second = await SendAsync("Oslo", MultitaskStrategy.Interrupt);
        var third = await SendAsync("Bern", MultitaskStrategy.Enqueue);
        await Expect(Run(page, first)).ToContainTextAsync("interrupted, displaced");
        await Expect(Run(page, first)).ToContainTextAsync("Displaced by");
        await Expect(Run(page, third)).ToContainTextAsync("pending");

        Site.Gates.Open("walk");
        await Expect(Run(page, second)).ToContainTextAsync("success");
        await Expect(Run(page, third)).ToContainTextAsync("success");
        await Expect(Run(page, third)).ToContainTextAsync("Waited for");
        foreach (var run in new[] { first, second, third })
        {
            await Expect(Run(page, run).Locator(".why")).ToHaveTextAsync((await run.ExplainAsync()).ToString());
        }
    }

    [BrowserFact]
    public async Task A_run_that_a_rollback_removed_is_still_listed()
    {
        Site.Gates.Close("walk");
        var first = await SendAsync("Rome");
        var page = await OpenAsync("chat", "runs");
        await Expect(Run(page, first)).ToContainTextAsync("running");

        await SendAsync("Oslo", MultitaskStrategy.Rollback);
        Site.Gates.Open("walk");
        await Expect(Run(page, first)).ToContainTextAsync("rolled back");
        await Expect(Run(page, first)).ToContainTextAsync(" checkpoint");
        await Expect(Run(page, first)).ToContainTextAsync("pending write");
    }

    [BrowserFact]
    public async Task Messages_that_were_merged_are_listed_with_the_run_that_has_them()
    {
        Site.Gates.Close("walk");
        var first = await SendAsync("Rome");
        var page = await OpenAsync("chat", "runs");
        await Expect(Run(page, first)).ToContainTextAsync("running");
        var merge = RunPolicy.For<TripState>().Otherwise().Merge(static input => input.To, static text => new TripState.Update { To = text });
        var second = await Site.RunAsync("chat", "trip", new TripState.Update { To = "by train" }, new RunOptions { Policy = merge });

        var merged = Run(page, second).GetByRole(AriaRole.List, new() { Name = "Merged inputs" }).Locator("li");
        await Expect(merged).ToHaveCountAsync(2);
        await Expect(merged.Nth(0)).ToContainTextAsync("Rome");
        await Expect(merged.Nth(1)).ToContainTextAsync("this run");
        await Expect(merged.Nth(1)).ToContainTextAsync("by train");
        await Expect(Run(page, second)).ToContainTextAsync("(merged)");
        await Expect(Run(page, first).Locator(".why")).ToContainTextAsync($"was rolled back by run '{second.RunId}'");
        Site.Gates.Open("walk");
    }

    [BrowserFact]
    public async Task A_run_in_the_queue_is_cancelled()
    {
        Site.Gates.Close("walk");
        await SendAsync("Rome");
        var second = await SendAsync("Oslo", MultitaskStrategy.Enqueue);
        var page = await OpenAsync("chat", "runs");

        await Run(page, second).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(Run(page, second)).ToContainTextAsync("interrupted");
        Site.Gates.Open("walk");
    }

    private async Task<RunHandle> SendAsync(string to, MultitaskStrategy? strategy = null) =>
        await Site.RunAsync("chat", "trip", new TripState.Update { To = to }, new RunOptions { MultitaskStrategy = strategy });

    private static ILocator Run(StudioPage page, RunHandle run) => page.Runs.GetByRole(AriaRole.Listitem).Filter(new() { Has = page.Page.GetByTitle(run.RunId, new() { Exact = true }) });
}
