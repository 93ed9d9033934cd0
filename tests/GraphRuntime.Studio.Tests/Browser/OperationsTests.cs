using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
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
    public async Task A_running_run_shows_its_worker_and_lease_and_a_run_that_waits_for_another_process_is_stuck()
    {
        Site.Gates.Close("walk");
        await Site.RunAsync("busy", "trip", new TripState.Update { To = "Rome" });
        await using var elsewhere = new ServiceCollection()
            .AddGraphRuntime(static options => options.ExecuteRuns = false)
            .AddSqlite(Site.Store)
            .AddGraph<LoopState>("archive", static graph => graph.AddNode("file", static _ => new LoopState.Update()).AddEdge(Graph.Start, "file"))
            .Services.BuildServiceProvider();
        await elsewhere.GetRequiredService<ThreadRunCoordinator>().CreateRunAsync("waiting", "archive", GraphInput.From(new LoopState.Update()));
        var page = await OpenAddressAsync(Site.Address + "#/operations");

        var cells = page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "busy" }).GetByRole(AriaRole.Cell);
        await Expect(cells.Nth(5)).ToHaveTextAsync(Site.Coordinator.Health.Owner);
        await Expect(cells.Nth(6)).ToHaveTextAsync(new Regex(@"^\d\d:\d\d:\d\d"));
        await Expect(page.Panel("Stuck runs")).ToContainTextAsync("waiting since");
        await Expect(page.Panel("Stuck runs")).ToContainTextAsync("This process has no graph 'archive'. The run waits for a process that has it.");
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
