using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>A server and a browser window for one test. At its end no tab may have had an error, or have asked another server for anything.</summary>
[Collection(ChromiumCollection.Name)]
public abstract class StudioTest(ChromiumFixture chromium) : IAsyncLifetime
{
    private readonly List<StudioPage> _pages = [];
    private IBrowserContext? _context;
    private StudioSite? _site;

    internal StudioSite Site => _site!;

    internal IBrowserContext Window => _context!;

    private protected virtual bool ReadOnly => false;

    public virtual async Task InitializeAsync()
    {
        _site = await StudioSite.StartAsync(ReadOnly);
        _context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1360, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        _context.SetDefaultTimeout((float)Patience.Hang.TotalMilliseconds / 5);
    }

    public async Task DisposeAsync()
    {
        var problems = _pages.SelectMany(static page => page.Problems).ToList();
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        problems.Should().BeEmpty();
    }

    /// <summary>A tab with a page of a thread.</summary>
    private protected async Task<StudioPage> OpenAsync(string thread, string page = "run") => await OpenAddressAsync(Site.Thread(thread, page));

    /// <summary>A new thread, made and opened as a user does it, with the graph chosen.</summary>
    private protected async Task<StudioPage> NewThreadAsync(string id, string graph)
    {
        var page = await OpenAddressAsync(Site.Address.ToString());
        await page.Field("New thread").FillAsync(id);
        await page.PressAsync("Create");
        await page.Page.GetByRole(AriaRole.Combobox, new() { Name = "Graph", Exact = true }).SelectOptionAsync(graph);
        return page;
    }

    private protected async Task<StudioPage> OpenAddressAsync(string address)
    {
        var opened = await StudioPage.OpenAsync(Window, Site, address);
        _pages.Add(opened);
        return opened;
    }

    private protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
