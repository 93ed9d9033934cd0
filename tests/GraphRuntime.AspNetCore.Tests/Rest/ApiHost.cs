using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.AspNetCore.Tests.Rest;

/// <summary>A real server in this process, with a graph that repeats what it is told, and one that asks a question.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiHost(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="configure">Configures the endpoints.</param>
    /// <param name="users">Whether the header <c>x-user</c> says who the caller is.</param>
    /// <param name="services">Changes the services of the server.</param>
    public static async Task<ApiHost> StartAsync(Action<HttpApiOptions>? configure = null, bool users = false, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddOpenApi();
        builder.Services.AddHealthChecks().AddGraphRuntime();
        builder.Services.AddGraphRuntime()
            .AddGraph<EchoState>("echo", graph => graph
                .AddNode("say", (state, context) => new EchoState.Update { Said = [$"{(context.Run.TryGet<string>("user_id", out var user) ? user : "nobody")}: {state.Text}"] })
                .AddEdge(Graph.Start, "say"))
            .AddGraph<EchoState>("ask", graph => graph
                .AddNode("question", (_, context) => new EchoState.Update { Said = [context.Interrupt<string>("why?")] })
                .AddEdge(Graph.Start, "question"))
            .AddHttpApi(options =>
            {
                if (users)
                {
                    options.Owner = HttpApiAccess.ByUserName;
                }

                configure?.Invoke(options);
            });
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.Use((http, next) =>
        {
            if (http.Request.Headers["x-user"].ToString() is { Length: > 0 } user)
            {
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], "test"));
            }

            return next(http);
        });
        app.UseWebSockets();
        app.MapHealthChecks("/health");
        app.MapOpenApi();
        app.MapGraphRuntime("/api");
        app.MapGet("/own/run/{thread}/{run}", static (HttpRequest request, ThreadRunCoordinator coordinator, string thread, string run) => coordinator.GetHandle(thread, run).ToServerSentEvents(request.Headers["Last-Event-ID"]));
        app.MapGet("/own/thread/{thread}/{run}", static (HttpRequest request, ThreadRunCoordinator coordinator, string thread) => coordinator.ToServerSentEvents(thread, request.Headers["Last-Event-ID"]));
        await app.StartAsync();
        return new ApiHost(app);
    }

    public async Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(HttpMethod method, string path, string? body = null, string? user = null)
    {
        using var request = new HttpRequestMessage(method, "/api" + path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (user is not null)
        {
            request.Headers.Add("x-user", user);
        }

        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(string path, string body, string? user = null) => SendAsync(HttpMethod.Post, path, body, user);

    public Task<(HttpStatusCode Status, JsonElement Json)> GetAsync(string path, string? user = null) => SendAsync(HttpMethod.Get, path, null, user);

    public async Task<string> ThreadAsync(string? user = null) => (await PostAsync("/threads", "{}", user)).Json.GetProperty("thread_id").GetString()!;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

[GraphState]
public sealed partial record EchoState
{
    public string Text { get; init; } = "";

    [Append]
    public ImmutableArray<string> Said { get; init; } = [];
}
