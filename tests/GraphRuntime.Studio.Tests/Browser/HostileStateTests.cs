using System.Text.Json;
using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>A state is shown as text, whatever it holds, and costs the page no more than it shows.</summary>
public sealed class HostileStateTests(ChromiumFixture chromium) : StudioTest(chromium)
{
    private const string Markup = """<img src=x onerror="window.harmed=1"><script>window.harmed=1</script><b>bold</b>""";

    [BrowserFact]
    public async Task Markup_in_a_state_is_text()
    {
        var page = await ShowAsync(Markup, "{}");

        await Expect(page.Panel("State")).ToContainTextAsync(Markup);
        (await page.Page.EvaluateAsync<bool>("() => window.harmed === undefined && document.querySelector('main img, main script, main b') === null")).Should().BeTrue();
    }

    [BrowserFact]
    public async Task A_state_of_five_megabytes_is_cut_and_loaded_piece_by_piece()
    {
        var items = string.Join(',', Enumerable.Range(0, 50_000).Select(static i => $"\"item {i}\""));
        var page = await ShowAsync(new string('x', 4_500_000), $"[{items}]");

        var state = page.Panel("State");
        await state.GetByRole(AriaRole.Button, new() { Name = "Show more (4,500,000 characters)" }).ClickAsync();
        await Expect(state).ToContainTextAsync("Cut after 50,000 characters.");
        await state.Locator("summary").Filter(new() { HasText = "Data" }).ClickAsync();
        await Expect(state).ToContainTextAsync("item 99");
        await state.GetByRole(AriaRole.Button, new() { Name = "Show more (49,900 not shown)" }).ClickAsync();
        await Expect(state).ToContainTextAsync("item 150");
        (await page.Page.EvaluateAsync<int>("() => document.querySelectorAll('*').length")).Should().BeLessThan(3_000);
    }

    [BrowserFact]
    public async Task A_deep_state_is_opened_level_by_level()
    {
        const int depth = 40;
        var deep = string.Concat(Enumerable.Repeat("{\"in\":", depth)) + "\"bottom\"" + new string('}', depth);
        var page = await ShowAsync("deep", deep);

        var state = page.Panel("State");
        await state.Locator("summary").Filter(new() { HasText = "Data" }).ClickAsync();
        for (var i = 1; i < depth; i++)
        {
            await OpenDeepestAsync(state);
        }

        await Expect(state).ToContainTextAsync("bottom");
    }

    private static async Task OpenDeepestAsync(ILocator state)
    {
        // What lies below the server's limit is loaded first.
        var deepest = state.Locator("details[open]").Last;
        var more = deepest.GetByRole(AriaRole.Button, new() { NameRegex = new("^Show more") });
        var closed = deepest.Locator("details:not([open]) > summary");
        await Expect(more.Or(closed)).ToBeVisibleAsync();
        if (await more.IsVisibleAsync())
        {
            await more.ClickAsync();
        }

        if (await closed.CountAsync() > 0 || !await state.GetByText("bottom").IsVisibleAsync())
        {
            await closed.ClickAsync();
        }
    }

    private async Task<StudioPage> ShowAsync(string text, string json)
    {
        using var data = JsonDocument.Parse(json);
        await (await Site.RunAsync("hostile", "note", new NoteState.Update { Text = text, Data = data.RootElement })).JoinAsync();
        return await OpenAsync("hostile");
    }
}
