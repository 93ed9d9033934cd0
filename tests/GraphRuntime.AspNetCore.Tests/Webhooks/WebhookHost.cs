using GraphRuntime.AspNetCore.Tests.Rest;
using GraphRuntime.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.AspNetCore.Tests.Webhooks;

/// <summary>A server in virtual time that notifies webhooks, and shows when it begins and ends to do so.</summary>
internal sealed class WebhookHost : IAsyncDisposable
{
    public const string Key = "a key of sixteen bytes or more";
    private readonly VirtualTimeProvider _time = new();
    private readonly Moment _begins = new();
    private readonly Moment _ends = new();
    private ApiHost _host = null!;

    public static async Task<WebhookHost> StartAsync(Action<WebhookOptions> configure)
    {
        var host = new WebhookHost();
        host._host = await ApiHost.StartAsync(
            options =>
            {
                options.Webhooks.AllowPlainHttp = true;
                options.Webhooks.SigningKey = Encoding.UTF8.GetBytes(Key);
                configure(options.Webhooks);
            },
            services: services =>
            {
                // Callbacks are called in the order of their registration, each whether or not another one failed.
                services.Insert(0, ServiceDescriptor.Singleton<IRunCompletionCallback>(host._begins));
                services.AddSingleton<IRunCompletionCallback>(host._ends);
                services.AddSingleton<TimeProvider>(host._time);
                services.Configure<CoordinatorOptions>(static options => options.CallbackPatience = TimeSpan.FromMinutes(10));
            });
        return host;
    }

    public async Task<string> RunAsync(string webhook)
    {
        var (status, run) = await CreateAsync(webhook);
        status.Should().Be(HttpStatusCode.OK);
        return run.GetProperty("run_id").GetString()!;
    }

    public async Task<HttpStatusCode> StatusOfRunAsync(string webhook) => (await CreateAsync(webhook)).Status;

    /// <summary>Lets virtual time pass until the server has made a call, successful or not. The clock stands still while the call is under way.</summary>
    public async Task PassUntilCalledAsync(int times)
    {
        while (_begins.Count < times)
        {
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        while (_ends.Count < times)
        {
            await _host.GetAsync("/ok");
        }
    }

    /// <summary>Lets virtual time pass. A request to the server goes before it, so that the work of the server has its turn.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await _host.GetAsync("/ok");
        _time.Advance(time);
    }

    public int Calls => _begins.Count;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<(HttpStatusCode Status, JsonElement Json)> CreateAsync(string webhook) =>
        await _host.PostAsync($"/threads/{await _host.ThreadAsync()}/runs", $$"""{"assistant_id":"echo","input":{"text":"hello"},"webhook":"{{webhook}}"}""");

    private sealed class Moment : IRunCompletionCallback
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public ValueTask OnCompletedAsync(RunInfo run, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return ValueTask.CompletedTask;
        }
    }
}
