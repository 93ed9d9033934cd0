using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>The graph of a thread while it runs.</summary>
public sealed class RunViewTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    [BrowserFact]
    public async Task A_run_is_seen_node_by_node_with_counts_state_and_events()
    {
        var page = await NewThreadAsync("trip to Rome", "trip");

        await Expect(page.Node("journey/walk")).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("again")).ToBeVisibleAsync();
        await page.RunAsync("""{ "To": "Rome" }""");

        await page.ExpectPhaseAsync("Finished");
        await page.ExpectNodeAsync("pack", "2×");
        await page.ExpectNodeAsync("journey/walk", "2×");
        await page.ExpectNodeAsync("arrive", "1×");
        await Expect(page.Panel("State")).ToContainTextAsync("Rome");
        await Expect(page.Panel("State").Locator("li").Filter(new() { HasText = "Log" }).GetByText("changed")).ToBeVisibleAsync();
        await page.Page.GetByText("The last").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.List, new() { Name = "Events" }).GetByText("lifecycle").First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task What_runs_and_what_waits_is_seen_while_it_does()
    {
        Site.Gates.Close("walk");
        var page = await NewThreadAsync("slow", "trip");
        await page.RunAsync("""{ "To": "Rome" }""");

        await page.ExpectNodeAsync("journey/walk", "running");
        await page.Field("If a run is in flight").SelectOptionAsync("enqueue");
        await page.RunAsync("""{ "To": "Oslo" }""");
        await Expect(page.Panel("Waits")).ToContainTextAsync("1 run in the queue");

        Site.Gates.Open("walk");
        await Expect(page.Panel("State")).ToContainTextAsync("Oslo");
        await page.ExpectNodeAsync("arrive", "2×");
    }

    [BrowserFact]
    public async Task Tokens_are_shown_as_they_come()
    {
        Site.Gates.Close("last token");
        var page = await NewThreadAsync("talk", "talk");
        await page.RunAsync("""{ "Tokens": 3 }""");

        await Expect(page.Panel("Messages")).ToContainTextAsync("word1 word2");
        await Expect(page.Panel("Messages")).Not.ToContainTextAsync("word3");
        Site.Gates.Open("last token");
        await Expect(page.Panel("Messages")).ToContainTextAsync("word1 word2 word3");
    }

    [BrowserFact]
    public async Task An_input_can_be_typed_once_the_graph_of_the_thread_is_known_and_not_before()
    {
        var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Window.RouteAsync("**/api/threads/late", async route =>
        {
            await known.Task;
            await route.ContinueAsync();
        });
        await Site.Coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "late" });
        var page = await OpenAsync("late");

        await Expect(page.Panel("Next run")).ToBeVisibleAsync();
        await Expect(page.Field("Input")).ToHaveCountAsync(0);
        await Expect(page.Button("Run")).ToBeDisabledAsync();
        known.SetResult();
        await page.Page.GetByRole(AriaRole.Combobox, new() { Name = "Graph", Exact = true }).SelectOptionAsync("trip");
        await page.RunAsync("""{ "To": "Rome" }""");
        await Expect(page.Panel("State")).ToContainTextAsync("Rome");
    }

    [BrowserFact]
    public async Task An_error_is_shown_with_its_node()
    {
        var page = await NewThreadAsync("lost", "trip");
        await page.RunAsync("""{ "To": "nowhere" }""");

        await page.ExpectPhaseAsync("There is no way to nowhere.");
        await page.ExpectNodeAsync("arrive", "failed");
        await Expect(page.Panel("Waits")).ToContainTextAsync("arrive: There is no way to nowhere.");
    }

    [BrowserFact]
    public async Task A_subgraph_is_closed_and_opened_with_the_arrow_keys()
    {
        var page = await NewThreadAsync("keys", "trip");

        await page.Node("journey").FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Node("journey/walk")).ToHaveCountAsync(0);
        await Expect(page.Node("journey")).ToHaveAttributeAsync("aria-expanded", "false");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Node("journey/walk")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task An_input_is_entered_as_a_form()
    {
        var page = await NewThreadAsync("form", "trip");
        await page.Field("As a form").CheckAsync();
        await page.Field("To").FillAsync("Rome");
        await page.Field("Legs").FillAsync("1");
        await page.PressAsync("Run");

        await page.ExpectPhaseAsync("Finished");
        await page.ExpectNodeAsync("journey/walk", "1×");
        await Expect(page.Panel("State")).ToContainTextAsync("Rome");
    }

    [BrowserFact]
    public async Task Colours_are_chosen_and_kept()
    {
        var page = await NewThreadAsync("dark", "trip");
        await page.Field("Theme").SelectOptionAsync("dark");
        await page.Page.ReloadAsync();

        await Expect(page.Field("Theme")).ToHaveValueAsync("dark");
        (await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).colorScheme")).Should().Be("dark");
    }

    [BrowserFact]
    public async Task An_input_that_is_no_JSON_starts_nothing_and_says_why()
    {
        var page = await NewThreadAsync("typo", "trip");
        await page.RunAsync("{ To: Rome }");

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(["The input is not JSON."]);
        (await Site.Coordinator.ListRunsAsync("typo")).Should().BeEmpty();
    }
}
