using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>A server with the studio and graphs for it, in this process; it can be started again on the same port with what it had stored.</summary>
internal sealed class StudioSite : IAsyncDisposable
{
    public const string Prefix = "/tools/studio";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graphruntime-studio-");
    private readonly bool _readOnly;
    private WebApplication _app;

    private StudioSite(bool readOnly)
    {
        _readOnly = readOnly;
        _app = Build("http://127.0.0.1:0");
    }

    public Gates Gates { get; } = new();

    /// <summary>How another process reaches the store of this one.</summary>
    public string Store => $"Data Source={Path.Combine(_folder.FullName, "threads.db")}";

    public Uri Address { get; private set; } = null!;

    public ThreadRunCoordinator Coordinator => _app.Services.GetRequiredService<ThreadRunCoordinator>();

    public static async Task<StudioSite> StartAsync(bool readOnly = false)
    {
        var site = new StudioSite(readOnly);
        await site._app.StartAsync();
        site.Address = new Uri(site._app.Urls.First() + Prefix + "/");
        return site;
    }

    public string Thread(string id, string page = "run") => $"{Address}#/threads/{Uri.EscapeDataString(id)}/{page}";

    /// <summary>Stops the server as a deployment does: what it drove goes on in the next one.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public async Task StartAgainAsync()
    {
        _app = Build($"http://{Address.Authority}");
        await _app.StartAsync();
    }

    /// <summary>A run of somebody else's than the page.</summary>
    public async Task<RunHandle> RunAsync(string thread, string graph, StateUpdate input, RunOptions? options = null) =>
        await Coordinator.CreateRunAsync(thread, graph, GraphInput.From(input), options ?? new RunOptions());

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private WebApplication Build(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddStudioTestGraphs(Gates, Store);
        var app = builder.Build();
        app.MapGraphRuntimeStudio(Prefix, options => options.IsReadOnly = _readOnly);
        return app;
    }
}
