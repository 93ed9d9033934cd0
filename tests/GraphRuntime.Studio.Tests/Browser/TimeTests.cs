using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>Checkpoints: going through them, comparing, forking, and running again from one.</summary>
public sealed class TimeTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    [BrowserFact]
    public async Task Any_checkpoint_is_looked_at_and_compared_with_any_other()
    {
        var page = await FinishedAsync("history");

        // input, start of the run, three turns: the newest is the first of the list.
        await Expect(page.Checkpoints.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(5);
        await Expect(page.Panel("State")).ToContainTextAsync("3");
        await page.Checkpoints.GetByRole(AriaRole.Link).Nth(1).ClickAsync();
        await Expect(page.Panel("State").Locator("li").Filter(new() { HasText = "Count" })).ToContainTextAsync("2");
        await Expect(Changes(page)).ToContainTextAsync("/Count");
        await Expect(Changes(page)).ToContainTextAsync("before1");

        await page.PressAsync("Compare from here");
        await page.Checkpoints.GetByRole(AriaRole.Link).Nth(0).ClickAsync();
        await Expect(Changes(page)).ToContainTextAsync("before2");
        await Expect(Changes(page)).ToContainTextAsync("after3");
    }

    [BrowserFact]
    public async Task Checkpoints_are_scrubbed_through_with_the_keyboard()
    {
        var page = await FinishedAsync("scrub");

        await page.Field("Scrub").FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Panel("State").Locator("li").Filter(new() { HasText = "Count" })).ToContainTextAsync("1");

        await page.Checkpoints.Locator("[aria-current] a").FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        await Expect(page.Panel("State").Locator("li").Filter(new() { HasText = "Count" })).ToContainTextAsync("3");
        await Expect(page.Checkpoints.Locator("[aria-current] a")).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task A_fork_is_run_with_another_input_and_its_branch_is_compared_with_the_first_one()
    {
        var page = await FinishedAsync("fork");
        await page.Checkpoints.GetByRole(AriaRole.Link).Nth(1).ClickAsync();
        await page.PressAsync("Fork");
        await Expect(page.Checkpoints.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(6);
        await Expect(page.Page.GetByText("2 branches")).ToBeVisibleAsync();

        await page.Page.GetByText("Start again from checkpoint").ClickAsync();
        await page.Field("With another input").CheckAsync();
        await page.Field("Input").FillAsync("""{ "Until": 5 }""");
        await page.PressAsync("Start again");
        await page.ExpectPhaseAsync("Finished");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Time", Exact = true }).ClickAsync();
        await page.Field("Compare with the branch that ends at").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Expect(Changes(page)).ToContainTextAsync("/Until");
    }

    private async Task<StudioPage> FinishedAsync(string thread)
    {
        await (await Site.RunAsync(thread, "loop", new LoopState.Update { Until = 3 })).JoinAsync();
        return await OpenAsync(thread, "time");
    }

    private static ILocator Changes(StudioPage page) => page.Page.GetByRole(AriaRole.List, new() { Name = "Changes", Exact = true });
}
