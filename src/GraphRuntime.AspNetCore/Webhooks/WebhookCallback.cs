using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Notifies of ended runs that named a webhook. What fails is tried again with longer and longer waits, by whichever process takes it; the receiver knows a repetition by the id of the run.
/// </summary>
internal sealed class WebhookCallback : IRunCompletionCallback, IDisposable
{
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public WebhookCallback(IOptions<HttpApiOptions> options, TimeProvider time)
    {
        _options = options.Value.Webhooks;
        _time = time;
#pragma warning disable CA2000 // The client disposes its handler.
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = (context, cancellationToken) => WebhookTargets.ConnectAsync(context.DnsEndPoint, _options, cancellationToken),
        })
        {
            Timeout = _options.Timeout,
        };
#pragma warning restore CA2000
    }

    public async ValueTask OnCompletedAsync(RunInfo run, CancellationToken cancellationToken)
    {
        if (RunWriter.RequestOf(run).Webhook is not { } address)
        {
            return;
        }

        // The hosts that are allowed may have changed since the run was accepted.
        using var request = new HttpRequestMessage(HttpMethod.Post, WebhookTargets.Check(address, _options));
        var body = JsonBytes.Of(json => Write(json, run)).ToArray();
        request.Content = new ByteArrayContent(body) { Headers = { { "Content-Type", "application/json" } } };
        request.Headers.Add("webhook-id", run.RunId);
        Sign(request, body);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _client.Dispose();

    private void Sign(HttpRequestMessage request, byte[] body)
    {
        if (_options.SigningKey.IsEmpty)
        {
            return;
        }

        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp + "."), .. body];
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(_options.SigningKey.Span, signed)));
    }

    private void Write(Utf8JsonWriter json, RunInfo run)
    {
        json.WriteStartObject();
        RunWriter.WriteMembers(json, run, Fields.All);
        json.WriteString("run_started_at", run.StartedAt is { } started ? WireText.Time(started) : null);
        json.WriteString("run_ended_at", run.FinishedAt is { } ended ? WireText.Time(ended) : null);
        json.WriteString("webhook_sent_at", WireText.Time(_time.GetUtcNow()));
        if (!run.Output.IsEmpty && WireStatus.Of(run) != "interrupted")
        {
            json.WritePropertyName("values");
            WireValues.WriteState(json, run.Output, keys: null);
        }

        json.WriteString("error", RunErrors.Message(run.Error));
        json.WriteEndObject();
    }
}
