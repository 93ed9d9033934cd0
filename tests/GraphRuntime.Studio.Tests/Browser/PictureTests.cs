using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>The pictures of the documentation. <c>GRAPHRUNTIME_WRITE_PICTURES=1</c> makes them new.</summary>
public sealed class PictureTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    private const int LargestPicture = 200 * 1024;

    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Each_view_has_its_picture(ColorScheme colours)
    {
        var page = await NewThreadAsync("trip", "trip");
        await page.Page.EmulateMediaAsync(new() { ColorScheme = colours });
        await page.Node("journey/rest").ClickAsync();
        await page.RunAsync("""{ "To": "Rome" }""");
        await page.ExpectPhaseAsync("Paused at a breakpoint, journey/rest");
        await page.ExpectNodeAsync("journey/rest", "next");
        await Expect(page.Panel("State")).ToContainTextAsync("Rome");
        await PictureAsync(page, "run", colours);

        await page.Node("journey/rest").ClickAsync();
        await page.PressAsync("Resume");
        await page.ExpectPhaseAsync("Finished");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Time", Exact = true }).ClickAsync();
        await page.Checkpoints.GetByRole(AriaRole.Link).Nth(3).ClickAsync();
        await page.PressAsync("Fork");
        await Expect(page.Page.GetByText("2 branches")).ToBeVisibleAsync();
        await page.Checkpoints.GetByRole(AriaRole.Link).Nth(2).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.List, new() { Name = "Changes" })).ToBeVisibleAsync();
        await PictureAsync(page, "time", colours);

        await ShowQuestionAsync(page, colours);
        await ShowDoubleTextsAsync(page, colours);
    }

    private async Task ShowQuestionAsync(StudioPage page, ColorScheme colours)
    {
        await (await Site.RunAsync("payment", "payment", new PaymentState.Update { Amount = 500 })).JoinAsync();
        await page.Page.GotoAsync(Site.Address + "#/all-questions");
        await page.Field("By").FillAsync("Ada");
        await page.Field("Approved").CheckAsync();
        await PictureAsync(page, "questions", colours);
    }

    private async Task ShowDoubleTextsAsync(StudioPage page, ColorScheme colours)
    {
        Site.Gates.Close("walk");
        foreach (var (to, strategy) in new[] { ("Rome", MultitaskStrategy.Enqueue), ("Oslo", MultitaskStrategy.Interrupt), ("Bern", MultitaskStrategy.Enqueue) })
        {
            await Site.RunAsync("chat", "trip", new TripState.Update { To = to }, new RunOptions { MultitaskStrategy = strategy });
        }

        await page.Page.GotoAsync(Site.Thread("chat", "runs"));
        await Expect(page.Runs.GetByText("interrupted, displaced", new() { Exact = true })).ToBeVisibleAsync();
        await PictureAsync(page, "double-texts", colours);
        await page.Page.GotoAsync(Site.Address + "#/operations");
        await Expect(page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "chat" })).ToBeVisibleAsync();
        await PictureAsync(page, "operations", colours);
        Site.Gates.Open("walk");
    }

    private static async Task PictureAsync(StudioPage page, string name, ColorScheme colours)
    {
        var picture = await page.Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled });
        picture.Length.Should().BeLessThan(LargestPicture);
        if (Environment.GetEnvironmentVariable("GRAPHRUNTIME_WRITE_PICTURES") == "1")
        {
            await File.WriteAllBytesAsync(Repository.PathOf("docs", "images", $"studio-{name}-{(colours == ColorScheme.Light ? "light" : "dark")}.png"), picture);
        }
    }
}
