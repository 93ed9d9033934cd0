using Microsoft.Playwright;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>One browser for all tests. They run one after another, so that none is slowed down by the page of another.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public IBrowser Browser => _browser ?? throw new InvalidOperationException("There is no browser: the program 'chromium' was not found, or did not start.");

    public async Task InitializeAsync()
    {
        if (Chromium.SkipReason is not null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout((float)Patience.Hang.TotalMilliseconds / 5);
        _playwright = await Playwright.CreateAsync();

        // Build servers run as root, for whom the browser refuses its own sandbox. It shows nothing but pages of this test.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class ChromiumCollection : ICollectionFixture<ChromiumFixture>
{
    public const string Name = "Chromium";
}
