using System.Globalization;
using System.Security.Cryptography;
using GraphRuntime.AspNetCore.Tests.Rest;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GraphRuntime.AspNetCore.Tests.Webhooks;

public sealed class WebhookTests
{
    private static readonly Action<HttpContext> s_fail = static http => http.Response.StatusCode = 500;
    private static readonly Action<HttpContext> s_refuse = static http => http.Response.StatusCode = 429;
    private static readonly Action<HttpContext> s_redirect = static http => http.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
    private static readonly Action<HttpContext> s_cut = static http => http.Abort();
    private static readonly Action<HttpContext> s_take = static http => http.Response.StatusCode = 204;

    [Fact]
    public async Task A_notification_that_fails_is_sent_again_after_longer_and_longer_waits_until_it_is_taken()
    {
        await using var receiver = await WebhookReceiver.StartAsync(s_fail, s_redirect, s_cut, s_refuse, s_take);
        await using var host = await WebhookHost.StartAsync(static options => (options.AllowPrivateAddresses, _) = (true, options.AllowedHosts.Add("127.0.0.1")));

        var run = await host.RunAsync($"http://127.0.0.1:{receiver.Port}/hook");

        var sent = new List<long>();
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await host.PassUntilCalledAsync(attempt);
            var notification = await receiver.NextAsync();
            notification.Path.Should().Be("/hook");
            notification.Headers["webhook-id"].Should().Be(run);
            notification.Headers["webhook-signature"].Should().Be(SignatureOf(notification));
            using var json = JsonDocument.Parse(notification.Body);
            json.RootElement.GetProperty("run_id").GetString().Should().Be(run);
            sent.Add(long.Parse(notification.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        }

        // The clock is virtual: the waits are those of the options, 10 minutes and twice as long every time up to an hour, give or take what passes between a call and its time stamp.
        var waits = sent.Zip(sent.Skip(1), static (earlier, later) => later - earlier);
        waits.Zip([600L, 1200, 2400, 3600]).Should().OnlyContain(static wait => Math.Abs(wait.First - wait.Second) < 120);
        await host.PassAsync(TimeSpan.FromHours(3));
        await host.PassAsync(TimeSpan.FromHours(3));
        (receiver.Count, host.Calls).Should().Be((5, 5));
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("2130706433", "127.0.0.1")]
    [InlineData("localhost", "localhost")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("[::1]", "::1")]
    [InlineData("[::ffff:127.0.0.1]", "::ffff:127.0.0.1")]
    public async Task This_machine_is_never_notified_unless_that_is_allowed(string host, string allowed)
    {
        await using var receiver = await WebhookReceiver.StartAsync(s_take);
        await using var server = await WebhookHost.StartAsync(options => options.AllowedHosts.Add(allowed));

        await server.RunAsync($"http://{host}:{receiver.Port}/hook");
        await server.PassUntilCalledAsync(1);

        receiver.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("http://other.example/")]
    [InlineData("http://example.com.evil.example/")]
    [InlineData("http://user:password@example.com/")]
    [InlineData("ftp://example.com/")]
    [InlineData("nonsense")]
    public async Task A_run_that_names_another_host_is_refused(string webhook)
    {
        await using var host = await WebhookHost.StartAsync(static options => options.AllowedHosts.Add("example.com"));

        (await host.StatusOfRunAsync(webhook)).Should().Be(HttpStatusCode.UnprocessableEntity);
        host.Calls.Should().Be(0);
    }

    [Fact]
    public async Task Hosts_that_are_allowed_where_no_notification_could_be_sent_are_refused_at_the_start()
    {
        // The callback is registered by AddHttpApi, which sees only what is configured there.
        var start = async () => await ApiHost.StartAsync(services: static services => services.Configure<HttpApiOptions>(static options => options.Webhooks.AllowedHosts.Add("example.com")));

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage("*AddHttpApi*");
    }

    private static string SignatureOf(WebhookReceiver.Notification notification)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(notification.Headers["webhook-timestamp"] + "."), .. notification.Body];
        return "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(WebhookHost.Key), signed));
    }
}
