using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite;
using GraphRuntime.Threads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskMaistro.Assistant;
using TaskMaistro.Chat;

namespace GraphRuntime.Studio.Tests;

/// <summary>A real server in this process, with the studio and graphs to look at.</summary>
internal sealed class StudioHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo? _folder;

    private StudioHost(WebApplication app, DirectoryInfo? folder)
    {
        (_app, _folder) = (app, folder);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First() + "/studio/") };
    }

    public HttpClient Client { get; }

    public Gate Gate => _app.Services.GetRequiredService<Gate>();

    public ThreadRunCoordinator Coordinator => _app.Services.GetRequiredService<ThreadRunCoordinator>();

    /// <summary>The store of a host whose reads are counted.</summary>
    public CountingRunStore Reads => _app.Services.GetRequiredService<CountingRunStore>();

    /// <summary>Counts the reads of the run store, which is in memory.</summary>
    public static void CountReads(IServiceCollection services) => services
        .AddSingleton(static provider => new CountingRunStore(new InMemoryRunStore(provider.GetRequiredService<InMemoryCheckpointer>(), provider.GetRequiredService<TimeProvider>())))
        .AddSingleton<IRunStore>(static provider => provider.GetRequiredService<CountingRunStore>());

    /// <param name="configure">Configures the studio.</param>
    /// <param name="sqlite">Whether threads are stored in a file.</param>
    /// <param name="services">Changes the services.</param>
    /// <param name="map">Changes the endpoints.</param>
    public static async Task<StudioHost> StartAsync(
        Action<StudioOptions>? configure = null, bool sqlite = false, Action<IServiceCollection>? services = null, Action<WebApplication, IEndpointConventionBuilder>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Services.AddSingleton<Gate>();
        builder.Services.AddSingleton<IChatClient>(ScriptedModel.Create());
        var runtime = builder.Services.AddGraphRuntime()
            .AddGraph<NestedState>(NestedGraph.Name, NestedGraph.Build)
            .AddGraph<DeskState>(DeskGraph.Name, DeskGraph.Build)
            .AddGraph<TaskState>(TaskMaistroGraph.Name, TaskMaistroGraph.Build);
        var folder = sqlite ? Directory.CreateTempSubdirectory("graphruntime-studio-") : null;
        if (folder is not null)
        {
            runtime.AddSqlite($"Data Source={Path.Combine(folder.FullName, "threads.db")}");
        }

        services?.Invoke(builder.Services);
        var app = builder.Build();
        var studio = app.MapGraphRuntimeStudio("/studio", options =>
        {
            options.RunContext["user_id"] = "Ada";
            configure?.Invoke(options);
        });
        map?.Invoke(app, studio);
        await app.StartAsync();
        return new StudioHost(app, folder);
    }

    /// <summary>Sends a request as the page does.</summary>
    public async Task<Answer> SendAsync(string method, string path, string? body = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : "api/" + path);
        if (method != "GET")
        {
            request.Headers.Add("X-GraphRuntime-Studio", "1");
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        change?.Invoke(request);
        using var response = await Client.SendAsync(request).Soon();
        var text = await response.Content.ReadAsStringAsync().Soon();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && text.Length > 0;
        return new Answer(response.StatusCode, isJson ? JsonDocument.Parse(text).RootElement : default, response.Headers.ToDictionary(static h => h.Key, static h => string.Join(',', h.Value)), response.Content.Headers.ContentType?.MediaType);
    }

    public Task<Answer> GetAsync(string path) => SendAsync("GET", path);

    public Task<Answer> PostAsync(string path, string body) => SendAsync("POST", path, body);

    /// <summary>Starts a run and waits until its session has stopped.</summary>
    public async Task<JsonElement> RunAsync(string thread, string graph, string input, string debug = "breakpoints")
    {
        (await PostAsync($"threads/{thread}/runs", $$"""{"graph":"{{graph}}","input":{{input}},"debug":"{{debug}}"}""")).Status.Should().Be(HttpStatusCode.Created);
        return await StoppedAsync(thread);
    }

    /// <summary>Gives a command to the debugger and waits until the session has stopped.</summary>
    public async Task<JsonElement> CommandAsync(string thread, string command, string? node = null)
    {
        var answer = await PostAsync($"threads/{thread}/session", node is null ? $$"""{"command":"{{command}}"}""" : $$"""{"command":"{{command}}","node":"{{node}}"}""");
        answer.Status.Should().Be(HttpStatusCode.OK, "{0}: {1}", command, answer.Json);
        return await StoppedAsync(thread);
    }

    /// <summary>The session once it is not running, as its event stream says.</summary>
    public async Task<JsonElement> StoppedAsync(string thread)
    {
        await using var events = await EventReader.OpenAsync(this, thread, long.MaxValue);
        while (true)
        {
            var (name, data, _) = await events.NextAsync();
            if (name == "session" && data.GetProperty("phase").GetString() is not ("running" or "stopping"))
            {
                return data;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        if (_folder is not null)
        {
            _folder.Delete(recursive: true);
        }
    }
}
