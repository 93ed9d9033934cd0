using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>A tab that shows the studio, as a user finds things in it: by role and accessible name.</summary>
internal sealed class StudioPage
{
    private const string RecordLongTasks = """
        window.longTasks = [];
        new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask", buffered: true });
        """;

    private readonly List<string> _problems = [];

    private StudioPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Errors of scripts, breaches of the security policy, and requests to anywhere but the server.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public ILocator Phase => Page.GetByRole(AriaRole.Region, new() { Name = "Stepping", Exact = true }).GetByRole(AriaRole.Status);

    public ILocator Checkpoints => Page.GetByRole(AriaRole.List, new() { Name = "Checkpoints", Exact = true });

    public ILocator Runs => Page.GetByRole(AriaRole.List, new() { Name = "Runs", Exact = true });

    public static async Task<StudioPage> OpenAsync(IBrowserContext context, StudioSite site, string url)
    {
        var page = await context.NewPageAsync();
        var opened = new StudioPage(page);
        page.PageError += (_, error) => opened._problems.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
            {
                opened._problems.Add(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != site.Address.Authority)
            {
                opened._problems.Add($"A request went to {request.Url}");
            }
        };
        await page.AddInitScriptAsync(RecordLongTasks);
        await page.GotoAsync(url);
        return opened;
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>A node of the graph, by its path.</summary>
    public ILocator Node(string path) => Page.GetByRole(AriaRole.Group, new() { Name = "Graph", Exact = true }).GetByRole(AriaRole.Button, new() { Name = path, Exact = true });

    public ILocator Panel(string title) => Page.GetByRole(AriaRole.Region, new() { Name = title, Exact = true });

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    public Task PressAsync(string button) => Button(button).ClickAsync();

    public Task ExpectPhaseAsync(string text) => Assertions.Expect(Phase).ToContainTextAsync(text);

    /// <summary>What a node shows beside its name: what it does, how often it ran.</summary>
    public Task ExpectNodeAsync(string path, string text) => Assertions.Expect(Node(path)).ToHaveAccessibleDescriptionAsync(new Regex(Regex.Escape(text)));

    public async Task RunAsync(string input)
    {
        await Field("Input").FillAsync(input);
        await PressAsync("Run");
    }

    /// <summary>Milliseconds of the longest time for which the page could not react.</summary>
    public async Task<double> LongestTaskAsync() => await Page.EvaluateAsync<double>("() => Math.max(0, ...window.longTasks)");
}
