using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.AspNetCore.Tests.Webhooks;

/// <summary>A server that receives notifications and answers them as it is asked to: the last answer is repeated.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Notification> _received = Channel.CreateUnbounded<Notification>();
    private int _count;

    private WebhookReceiver(Action<HttpContext>[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://*:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var headers = http.Request.Headers.ToDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value.ToString());
            var number = Interlocked.Increment(ref _count);
            _received.Writer.TryWrite(new Notification(http.Request.Path, headers, body.ToArray()));
            answers[Math.Min(number, answers.Length) - 1](http);
        });
    }

    /// <summary>How many requests came, whatever their path.</summary>
    public int Count => Volatile.Read(ref _count);

    public int Port => new Uri(_app.Urls.First().Replace("*", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal)).Port;

    public static async Task<WebhookReceiver> StartAsync(params Action<HttpContext>[] answers)
    {
        var receiver = new WebhookReceiver(answers);
        await receiver._app.StartAsync();
        return receiver;
    }

    public Task<Notification> NextAsync() => _received.Reader.ReadAsync().Soon();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed record Notification(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
}
