using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>Pages about all threads follow what happens, without a reload.</summary>
public sealed class LiveListTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    [BrowserFact]
    public async Task Threads_by_status_and_questions_of_all_threads_come_and_go_by_themselves()
    {
        var threads = await OpenAddressAsync(Site.Address.ToString());
        await threads.Field("Status").SelectOptionAsync("interrupted");
        await Expect(threads.Page.GetByText("No thread yet.")).ToBeVisibleAsync();
        var questions = await OpenAddressAsync(Site.Address + "#/all-questions");
        await Expect(questions.Page.GetByText("No thread asks anything.")).ToBeVisibleAsync();

        await (await Site.RunAsync("payment 1", "payment", new PaymentState.Update { Amount = 500 })).JoinAsync();
        await Expect(threads.Page.GetByRole(AriaRole.Link, new() { Name = "payment 1" })).ToBeVisibleAsync();
        await Expect(questions.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("Pay 500?");

        await questions.Field("By").FillAsync("Ada");
        await questions.PressAsync("Answer");
        await Expect(questions.Page.GetByText("No thread asks anything.")).ToBeVisibleAsync();
        await Expect(threads.Page.GetByRole(AriaRole.Link, new() { Name = "payment 1" })).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task A_list_goes_on_after_the_server_was_started_again()
    {
        var page = await OpenAddressAsync(Site.Address.ToString());
        await Expect(page.Page.GetByText("No thread yet.")).ToBeVisibleAsync();

        await Site.StopAsync();
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(["The connection is cut"]);
        await Site.StartAgainAsync();
        await Site.Coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "afterwards" });

        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "afterwards" })).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("The connection is cut")).ToHaveCountAsync(0);
    }
}
