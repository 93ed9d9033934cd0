using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>A studio that may only look.</summary>
public sealed class ReadOnlyTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    private protected override bool ReadOnly => true;

    [BrowserFact]
    public async Task Everything_is_shown_and_nothing_can_be_done()
    {
        await (await Site.RunAsync("look", "trip", new TripState.Update { To = "Rome" })).JoinAsync();
        var page = await OpenAsync("look");

        await Expect(page.Page.GetByText("Read-only")).ToBeVisibleAsync();
        await Expect(page.Panel("State")).ToContainTextAsync("Rome");
        await Expect(page.Button("Run")).ToBeDisabledAsync();
        await Expect(page.Button("Step back")).ToBeDisabledAsync();
        await page.Node("pack").ClickAsync();
        await Expect(page.Node("pack")).ToHaveAttributeAsync("aria-pressed", "false");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Time", Exact = true }).ClickAsync();
        await Expect(page.Button("Fork")).ToBeDisabledAsync();
    }
}
