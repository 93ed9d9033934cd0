using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>Stopping a graph, going on step by step, and changing it on the way.</summary>
public sealed class SteppingTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    private const string Rome = """{ "To": "Rome" }""";

    [BrowserFact]
    public async Task A_run_stops_at_a_breakpoint_in_a_subgraph_and_goes_on_over_into_out_and_back()
    {
        var page = await NewThreadAsync("steps", "trip");
        await page.Node("journey/walk").ClickAsync();
        await Expect(page.Node("journey/walk")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.RunAsync(Rome);
        await page.ExpectPhaseAsync("Paused at a breakpoint, journey/walk");

        await page.PressAsync("Step over");
        await page.ExpectPhaseAsync("before journey/rest");
        await page.PressAsync("Step out");
        await page.ExpectPhaseAsync("before pack");
        await page.PressAsync("Step over");
        await page.ExpectPhaseAsync("before journey");
        await page.PressAsync("Step back");
        await page.ExpectPhaseAsync("before pack");
        await page.PressAsync("Step over");
        await page.ExpectPhaseAsync("before journey");
        await page.PressAsync("Step into");
        await page.ExpectPhaseAsync("journey/walk");

        await page.Node("journey/walk").ClickAsync();
        await Expect(page.Node("journey/walk")).ToHaveAttributeAsync("aria-pressed", "false");
        await page.PressAsync("Resume");
        await page.ExpectPhaseAsync("Finished");
    }

    [BrowserFact]
    public async Task A_running_run_is_paused_and_resumed()
    {
        Site.Gates.Close("walk");
        var page = await NewThreadAsync("pause", "trip");
        await page.RunAsync(Rome);
        await page.ExpectNodeAsync("journey/walk", "running");

        await page.PressAsync("Pause");
        await page.ExpectPhaseAsync("Paused");
        Site.Gates.Open("walk");
        await page.PressAsync("Resume");
        await page.ExpectPhaseAsync("Finished");
    }

    [BrowserFact]
    public async Task A_breakpoint_with_a_condition_stops_where_it_holds()
    {
        var page = await NewThreadAsync("condition", "trip");
        await AddBreakpointAsync(page, path: "pack", condition: "Legs >= 1");
        await Expect(page.Panel("Breakpoints")).ToContainTextAsync("before pack, if Legs >= 1");
        await page.RunAsync(Rome);

        await page.ExpectPhaseAsync("Paused at a breakpoint, pack");
        await Expect(page.Panel("State").GetByText("walked leg 2")).ToHaveCountAsync(0);
        await Expect(page.Panel("State").Locator("li").Filter(new() { HasText = "Legs" })).ToContainTextAsync("1");
    }

    [BrowserFact]
    public async Task A_condition_that_is_none_is_refused_where_it_is_typed()
    {
        var page = await NewThreadAsync("wrong", "trip");
        await AddBreakpointAsync(page, path: "pack", condition: "Legs >=");

        await Expect(page.Panel("Breakpoints").GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(page.Panel("Breakpoints")).ToContainTextAsync("None.");
    }

    [BrowserFact]
    public async Task A_breakpoint_stops_from_its_second_hit_and_one_on_a_channel_when_it_changes()
    {
        var page = await NewThreadAsync("hits", "trip");
        await AddBreakpointAsync(page, path: "journey/rest", fromHit: 2);
        await Expect(page.Panel("Breakpoints")).ToContainTextAsync("before journey/rest, from hit 2");
        await page.RunAsync(Rome);
        await page.ExpectPhaseAsync("Paused at a breakpoint, journey/rest");
        await Expect(page.Panel("Breakpoints")).ToContainTextAsync("2 hits");
        await page.Panel("Breakpoints").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();

        await page.Field("Stops at").SelectOptionAsync("channel");
        await page.Field("Channel").FillAsync("Legs");
        await page.Field("From hit").FillAsync("1");
        await page.PressAsync("Add");
        await Expect(page.Panel("Breakpoints")).ToContainTextAsync("change of Legs");
        await page.PressAsync("Resume");
        await page.ExpectPhaseAsync("Paused at a breakpoint");
        await page.PressAsync("Resume");
        await page.ExpectPhaseAsync("Finished");
    }

    [BrowserFact]
    public async Task The_state_is_changed_as_a_node_and_the_run_goes_on_with_it()
    {
        var page = await PausedAsync("edit", "journey");
        await page.Node("pack").FocusAsync();
        await page.Page.GetByText("Change the state as pack").ClickAsync();
        await page.Field("Values by channel").FillAsync("""{ "To": "Oslo", "Legs": 1 }""");
        await page.PressAsync("Write");
        await Expect(page.Panel("State")).ToContainTextAsync("Oslo");

        await page.PressAsync("Resume");
        await page.ExpectPhaseAsync("Finished");
        await OpenLogAsync(page);
        await Expect(page.Panel("State")).ToContainTextAsync("arrived in Oslo");
    }

    [BrowserFact]
    public async Task A_node_is_skipped_another_one_is_made_next_and_a_run_goes_on_to_a_third()
    {
        var page = await PausedAsync("skip", "pack");
        await page.PressAsync("Skip");
        await page.ExpectPhaseAsync("before journey");

        await page.Node("arrive").FocusAsync();
        await page.PressAsync("Make it next");
        await page.ExpectPhaseAsync("before arrive");
        await page.Node("pack").FocusAsync();
        await page.PressAsync("Make it next");
        await page.ExpectPhaseAsync("pack");

        await page.Node("arrive").FocusAsync();
        await page.PressAsync("Go on to here");
        await page.ExpectPhaseAsync("arrive");
        await Expect(page.Panel("State").Locator("li").Filter(new() { HasText = "Legs" })).ToContainTextAsync("2");
    }

    [BrowserFact]
    public async Task The_state_of_a_subgraph_is_changed_and_one_of_its_nodes_made_next()
    {
        var page = await PausedAsync("inside", "journey/rest");
        await page.Node("journey/walk").FocusAsync();
        await page.PressAsync("Make it next");
        await page.ExpectPhaseAsync("before journey/walk");

        await page.Page.GetByText("Change the state as journey/walk").ClickAsync();
        await page.Field("Values by channel").FillAsync("""{ "To": "Oslo", "Legs": 2 }""");
        await page.PressAsync("Write");
        await page.ExpectPhaseAsync("before journey/rest");
        await page.Panel("State").GetByLabel("Of").SelectOptionAsync(new SelectOptionValue { Label = "journey" });
        await Expect(page.Panel("State")).ToContainTextAsync("Oslo");

        await page.PressAsync("Resume");
        await page.ExpectPhaseAsync("Finished");
        await OpenLogAsync(page);
        await Expect(page.Panel("State")).ToContainTextAsync("arrived in Oslo");
        await page.Node("journey/walk").FocusAsync();
        await Expect(page.Panel("Node journey/walk")).ToContainTextAsync("can be changed while it runs");
    }

    private async Task<StudioPage> PausedAsync(string thread, string at)
    {
        var page = await NewThreadAsync(thread, "trip");
        await page.Node(at).ClickAsync();
        await Expect(page.Node(at)).ToHaveAttributeAsync("aria-pressed", "true");
        await page.RunAsync(Rome);
        await page.ExpectPhaseAsync($"Paused at a breakpoint, {at}");
        await page.Node(at).ClickAsync();
        await Expect(page.Node(at)).ToHaveAttributeAsync("aria-pressed", "false");
        return page;
    }

    private static async Task AddBreakpointAsync(StudioPage page, string path, string condition = "", int fromHit = 1)
    {
        await page.Page.GetByText("Add a breakpoint").ClickAsync();
        await page.Field("Path").FillAsync(path);
        await page.Field("Condition").FillAsync(condition);
        await page.Field("From hit").FillAsync(fromHit.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.PressAsync("Add");
    }

    private static Task OpenLogAsync(StudioPage page) => page.Panel("State").Locator("summary").Filter(new() { HasText = "Log" }).ClickAsync();
}
