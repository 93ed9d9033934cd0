using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>No page breaks a rule of axe, in light and dark colours.</summary>
public sealed class AccessibilityTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_breaks_a_rule_of_accessibility(ColorScheme colours)
    {
        await (await Site.RunAsync("asks", "payment", new PaymentState.Update { Amount = 500 })).JoinAsync();
        var page = await NewThreadAsync("axe", "trip");
        await page.Page.EmulateMediaAsync(new() { ColorScheme = colours });
        await page.Node("journey/walk").ClickAsync();
        await page.RunAsync("""{ "To": "Rome" }""");
        await page.ExpectPhaseAsync("Paused at a breakpoint");
        await page.Page.GetByText("Add a breakpoint").ClickAsync();
        await page.Page.GetByText("The last").ClickAsync();
        await CheckAsync(page, "run");

        await GoAsync(page, "#/threads/axe/time", page.Checkpoints);
        await GoAsync(page, "#/threads/axe/runs", page.Runs);
        await GoAsync(page, "#/threads/asks/questions", page.Button("Answer"));
        await GoAsync(page, "#/all-questions", page.Button("Answer"));
        await GoAsync(page, "#/operations", page.Panel("Now"));
        await GoAsync(page, "#/threads", page.Field("New thread"));
    }

    private async Task GoAsync(StudioPage page, string address, ILocator shown)
    {
        await page.Page.GotoAsync(Site.Address + address);
        await Expect(shown).ToBeVisibleAsync();
        await CheckAsync(page, address);
    }

    private static async Task CheckAsync(StudioPage page, string where)
    {
        var result = await page.Page.RunAxe();
        result.Violations.Select(violation => $"{where}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(static node => node.Html).Take(3))}").Should().BeEmpty();
    }
}
