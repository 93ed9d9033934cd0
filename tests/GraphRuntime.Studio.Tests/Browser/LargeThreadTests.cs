using System.Globalization;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>Long threads, large graphs and fast tokens leave the page responsive. How long its longest task took is reported, and not judged: machines differ.</summary>
public sealed class LargeThreadTests(ChromiumFixture chromium, ITestOutputHelper output) : StudioTest(chromium)
{
    [BrowserFact]
    public async Task Two_thousand_checkpoints_are_a_list_with_the_rows_in_sight()
    {
        var options = new RunOptions { Config = new RunConfig { RecursionLimit = 3_000 } };
        await (await Site.RunAsync("long", "loop", new LoopState.Update { Until = 2_000 }, options)).JoinAsync();
        var page = await OpenAsync("long", "time");

        await Expect(page.Page.GetByText("2,002 checkpoints")).ToBeVisibleAsync();
        (await page.Checkpoints.GetByRole(AriaRole.Listitem).CountAsync()).Should().BeLessThan(100);
        await page.Checkpoints.Locator("[aria-current] a").FocusAsync();
        await page.Page.Keyboard.PressAsync("End");
        await Expect(page.Checkpoints.Locator("[aria-current]")).ToHaveAttributeAsync("aria-posinset", "2002");
        await Expect(page.Panel("State").Locator("li").Filter(new() { HasText = "Count" })).ToHaveCountAsync(0);
        await ReportAsync(page, "2,000 checkpoints");
    }

    [BrowserFact]
    public async Task A_graph_of_three_hundred_nodes_is_drawn_and_run()
    {
        var page = await NewThreadAsync("large", "large");
        await Expect(page.Node(TestGraphs.LargeName(TestGraphs.LargeGraphNodes - 1))).ToBeAttachedAsync();
        await page.RunAsync("{}");

        await page.ExpectNodeAsync(TestGraphs.LargeName(0), "1×");
        await ReportAsync(page, "300 nodes");
    }

    [BrowserFact]
    public async Task Two_thousand_tokens_at_once_are_shown()
    {
        Site.Gates.Close("last token");
        var page = await NewThreadAsync("fast", "talk");
        await page.RunAsync("""{ "Tokens": 2000 }""");

        await Expect(page.Panel("Messages")).ToContainTextAsync("word1999");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Time", Exact = true }).ClickAsync();
        await Expect(page.Checkpoints).ToBeVisibleAsync();
        Site.Gates.Open("last token");
        await ReportAsync(page, "2,000 tokens");
    }

    [BrowserFact]
    public async Task Two_hundred_tokens_a_second_are_shown_as_they_come()
    {
        var page = await NewThreadAsync("steady", "talk");
        await page.RunAsync("""{ "Tokens": 800, "PerSecond": 200 }""");

        await Expect(page.Panel("Messages")).ToContainTextAsync("word100 ");
        await page.Node("speak").FocusAsync();
        await Expect(page.Panel("Node speak")).ToBeVisibleAsync();
        await Expect(page.Panel("Messages")).ToContainTextAsync("word800 ");
        await page.ExpectPhaseAsync("Finished");
        await ReportAsync(page, "200 tokens a second for four seconds");
    }

    private async Task ReportAsync(StudioPage page, string what)
    {
        var longest = await page.LongestTaskAsync();
        output.WriteLine($"{what}: the longest task of the page took {longest.ToString("0", CultureInfo.InvariantCulture)} ms.");
    }
}
