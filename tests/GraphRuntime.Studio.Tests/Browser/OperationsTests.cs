using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>Threads, queues and workers, and what an operator does to them.</summary>
public sealed class OperationsTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    [BrowserFact]
    public async Task Queues_and_workers_are_seen_and_all_runs_of_a_thread_are_cancelled()
    {
        Site.Gates.Close("walk");
        await Site.RunAsync("busy", "trip", new TripState.Update { To = "Rome" });
        await Site.RunAsync("busy", "trip", new TripState.Update { To = "Oslo" });
        var page = await OpenAddressAsync(Site.Address + "#/operations");

        var row = page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "busy" });
        await Expect(row).ToContainTextAsync("trip");
        await Expect(row.GetByRole(AriaRole.Cell).Nth(4)).ToHaveTextAsync("1");
        await Expect(page.Panel("Now")).ToContainTextAsync("Threads busy1");

        await row.GetByRole(AriaRole.Button, new() { Name = "Cancel all" }).ClickAsync();
        await Expect(page.Page.GetByText("No thread is busy.")).ToBeVisibleAsync();
        Site.Gates.Open("walk");
    }

    [BrowserFact]
    public async Task A_thread_is_pruned_and_deleted_after_a_second_question()
    {
        await (await Site.RunAsync("old", "loop", new LoopState.Update { Until = 5 })).JoinAsync();
        var page = await OpenAddressAsync(Site.Address + "#/operations");
        await page.Field("Thread").FillAsync("old");
        await page.Field("Keep the newest").FillAsync("1");
        await page.PressAsync("Prune");
        await page.PressAsync("Yes, prune");
        await Expect(page.Page.GetByText("The newest 1 checkpoints of old are left.")).ToBeVisibleAsync();

        await page.PressAsync("Delete");
        await page.PressAsync("No");
        await page.PressAsync("Delete");
        await page.PressAsync("Yes, delete");
        await Expect(page.Page.GetByText("old was deleted.")).ToBeVisibleAsync();
        (await Site.Coordinator.SearchThreadsAsync()).Should().BeEmpty();
    }
}
