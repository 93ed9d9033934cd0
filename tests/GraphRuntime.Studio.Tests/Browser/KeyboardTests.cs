using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>Everything can be done without a mouse.</summary>
public sealed class KeyboardTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    [BrowserFact]
    public async Task A_thread_is_made_run_stopped_stepped_and_finished_with_the_keyboard_alone()
    {
        var page = await OpenAddressAsync(Site.Address.ToString());
        await TabToAsync(page, page.Field("New thread"));
        await page.Page.Keyboard.TypeAsync("typed");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Node("node000").Or(page.Node("approve")).Or(page.Node("pack")).Or(page.Node("turn")).First).ToBeVisibleAsync();

        var graphs = page.Page.GetByRole(AriaRole.Combobox, new() { Name = "Graph", Exact = true });
        await TabToAsync(page, graphs);
        await page.Page.Keyboard.TypeAsync("trip");
        await Expect(page.Node("pack")).ToBeVisibleAsync();

        await TabToAsync(page, page.Node("pack"));
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Node("journey")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Node("journey")).ToHaveAttributeAsync("aria-pressed", "true");

        await TabToAsync(page, page.Button("Run"));
        await page.Page.Keyboard.PressAsync("Enter");
        await page.ExpectPhaseAsync("Paused at a breakpoint, journey");
        await TabToAsync(page, page.Button("Step into"));
        await Expect(page.Button("Step into")).ToBeEnabledAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.ExpectPhaseAsync("journey/walk");

        // The button keeps the focus, so that the next step is one key away.
        await Expect(page.Button("Step into")).ToBeFocusedAsync();
        await Expect(page.Button("Step into")).ToBeEnabledAsync();
        await page.Page.Keyboard.PressAsync("Space");
        await page.ExpectPhaseAsync("journey/rest");
    }

    private static async Task TabToAsync(StudioPage page, ILocator target)
    {
        for (var i = 0; i < 60; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("(element) => element === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail("The tab key does not reach it.");
    }
}
