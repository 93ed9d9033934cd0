using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>Two tabs, reloads, restarts of the server, and threads that vanish.</summary>
public sealed class RobustnessTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    private const string Rome = """{ "To": "Rome" }""";

    [BrowserFact]
    public async Task Two_tabs_show_the_same_and_either_goes_on()
    {
        var first = await NewThreadAsync("shared", "trip");
        await first.Node("journey").ClickAsync();
        await Expect(first.Node("journey")).ToHaveAttributeAsync("aria-pressed", "true");
        await first.RunAsync(Rome);
        var second = await OpenAsync("shared");
        await Expect(second.Node("journey")).ToHaveAttributeAsync("aria-pressed", "true");
        await second.ExpectPhaseAsync("Paused at a breakpoint, journey");
        await second.Node("journey").ClickAsync();
        await Expect(first.Node("journey")).ToHaveAttributeAsync("aria-pressed", "false");
        await second.PressAsync("Resume");
        await first.ExpectPhaseAsync("Finished");
        await second.ExpectPhaseAsync("Finished");
    }

    [BrowserFact]
    public async Task A_reload_in_the_middle_of_a_run_shows_what_was_shown_before()
    {
        Site.Gates.Close("walk");
        var page = await NewThreadAsync("reload", "trip");
        await page.RunAsync(Rome);
        await page.ExpectNodeAsync("journey/walk", "running");

        await page.Page.ReloadAsync();
        await page.ExpectNodeAsync("journey/walk", "running");
        await page.ExpectNodeAsync("pack", "1×");
        Site.Gates.Open("walk");
        await page.ExpectNodeAsync("arrive", "1×");
        await page.ExpectPhaseAsync("Finished");
    }

    [BrowserFact]
    public async Task A_paused_run_is_resumed_after_the_server_was_started_again()
    {
        var page = await NewThreadAsync("restart", "trip");
        await page.Node("journey/rest").ClickAsync();
        await page.RunAsync(Rome);
        await page.ExpectPhaseAsync("Paused at a breakpoint, journey/rest");

        await Site.StopAsync();
        await Expect(page.Page.GetByText("The connection is cut")).ToBeVisibleAsync();
        await Site.StartAgainAsync();
        await Expect(page.Page.GetByText("The connection is cut")).ToHaveCountAsync(0);

        // The new process knows no breakpoints; the thread is where it was.
        await page.ExpectPhaseAsync("Paused before");
        await page.PressAsync("Resume");
        await page.ExpectPhaseAsync("Finished");
    }

    [BrowserFact]
    public async Task A_thread_that_is_deleted_while_it_is_shown_leads_to_the_others()
    {
        var page = await NewThreadAsync("gone", "loop");
        await page.RunAsync("{}");
        await page.ExpectPhaseAsync("Finished");
        await Site.Coordinator.DeleteThreadAsync("gone");

        await Expect(page.Page.GetByText("This thread was deleted.")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_thread_may_have_any_name()
    {
        const string name = "a/b?c=d&e#f%20 <i>ü</i> 'x'";
        var page = await NewThreadAsync(name, "loop");
        await page.RunAsync("""{ "Until": 2 }""");

        await page.ExpectPhaseAsync("Finished");
        await Expect(page.Page.Locator("header").GetByText(name)).ToBeVisibleAsync();
    }
}
