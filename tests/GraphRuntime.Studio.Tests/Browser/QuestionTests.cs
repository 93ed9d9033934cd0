using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>Open questions, answered with a form.</summary>
public sealed class QuestionTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    [BrowserFact]
    public async Task A_question_is_answered_with_the_form_of_its_schema()
    {
        await AskAsync("payment 1", 500);
        var page = await OpenAsync("payment 1", "questions");
        await Expect(page.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("Pay 500?");

        await page.Field("By").FillAsync("Ada");
        await page.Field("Approved").CheckAsync();
        await page.PressAsync("Answer");

        await Expect(page.Page.GetByText("This thread asks nothing.")).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Run view" }).ClickAsync();
        await Expect(page.Panel("State")).ToContainTextAsync("approved by Ada");
    }

    [BrowserFact]
    public async Task An_answer_that_does_not_fit_is_refused_and_the_question_stays_open()
    {
        await AskAsync("payment 1", 500);
        var page = await OpenAsync("payment 1", "questions");

        await page.Field("Limit").FillAsync("");
        await page.PressAsync("Answer");
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Limit");
        await Expect(page.Page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);

        await page.Field("Limit").FillAsync("7");
        await page.PressAsync("Answer");
        await Expect(page.Page.GetByText("This thread asks nothing.")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task The_questions_of_all_threads_are_on_one_page()
    {
        await AskAsync("payment 1", 500);
        await AskAsync("payment 2", 700);
        var page = await OpenAddressAsync(Site.Address + "#/all-questions");
        await Expect(page.Page.GetByRole(AriaRole.Article)).ToHaveCountAsync(2);

        var second = page.Page.GetByRole(AriaRole.Article).Filter(new() { HasText = "Pay 700?" });
        await second.GetByLabel("By", new() { Exact = true }).FillAsync("Bo");
        await second.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();

        await Expect(page.Page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
        await Expect(page.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("Pay 500?");
    }

    private async Task AskAsync(string thread, int amount) => await (await Site.RunAsync(thread, "payment", new PaymentState.Update { Amount = amount })).JoinAsync();
}
