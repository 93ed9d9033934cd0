using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Studio.Tests.Access;

/// <summary>Who may use the studio, and what pages of other sites cannot make a browser do.</summary>
public sealed class AccessTests
{
    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "localhost.evil.example")]
    [InlineData("Host", "192.168.0.7:5080")]
    [InlineData("X-Forwarded-For", "10.0.0.7")]
    [InlineData("Forwarded", "for=10.0.0.7")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_request_that_does_not_come_from_this_computer_is_refused(string header, string value)
    {
        await using var host = await StudioHost.StartAsync();
        foreach (var path in new[] { "info", "/studio/", "threads" })
        {
            var answer = await host.SendAsync("GET", path, change: request => request.Headers.TryAddWithoutValidation(header, value));

            answer.Status.Should().Be(HttpStatusCode.Forbidden);
            answer.ContentType.Should().Be("application/problem+json");
            answer.Code.Should().BeOneOf("bad_host", "not_local", "cross_site");
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("[::1]:5080")]
    public async Task Loopback_names_are_this_computer(string name)
    {
        await using var host = await StudioHost.StartAsync();

        (await host.SendAsync("GET", "info", change: request => request.Headers.Host = name)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("10.0.0.7", 403)]
    [InlineData("::ffff:10.0.0.7", 403)]
    [InlineData(null, 403)]
    [InlineData("::ffff:127.0.0.1", 200)]
    [InlineData("::1", 200)]
    public async Task The_address_of_the_caller_decides(string? address, int status)
    {
        await using var host = await StudioHost.StartAsync(services: services => services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(new CallerAddress(address)));

        (await host.GetAsync("info")).Status.Should().Be((HttpStatusCode)status);
    }

    [Fact]
    public async Task Others_need_the_authorization_of_the_host()
    {
        await using var open = await StudioHost.StartAsync(static options => options.AllowRemoteAccess = true, services: static services => services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(new CallerAddress("10.0.0.7")));
        await using var guarded = await StudioHost.StartAsync(
            static options => options.AllowRemoteAccess = true,
            services: static services =>
            {
                services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(new CallerAddress("10.0.0.7"));
                services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("test", null);
                services.AddAuthorization();
            },
            map: static (app, studio) =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                studio.RequireAuthorization();
            });

        (await open.GetAsync("info")).Refusal.Should().Be((403, "not_local"));
        (await guarded.GetAsync("info")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await guarded.SendAsync("GET", "info", change: static request => request.Headers.Add("x-user", "Ada"))).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("POST", "threads")]
    [InlineData("DELETE", "threads/t")]
    [InlineData("POST", "threads/t/copy")]
    [InlineData("POST", "threads/t/prune")]
    [InlineData("POST", "threads/t/runs")]
    [InlineData("DELETE", "threads/t/runs/r")]
    [InlineData("POST", "threads/t/cancel")]
    [InlineData("POST", "threads/t/state")]
    [InlineData("POST", "threads/t/skip")]
    [InlineData("POST", "threads/t/next")]
    [InlineData("POST", "threads/t/fork")]
    [InlineData("POST", "threads/t/rerun")]
    [InlineData("POST", "threads/t/answers")]
    [InlineData("POST", "threads/t/session")]
    [InlineData("POST", "threads/t/breakpoints")]
    [InlineData("PUT", "threads/t/breakpoints/1")]
    [InlineData("DELETE", "threads/t/breakpoints/1")]
    public async Task What_changes_something_is_closed_to_other_pages_and_in_read_only_mode(string method, string path)
    {
        await using var host = await StudioHost.StartAsync();
        await using var readOnly = await StudioHost.StartAsync(static options => options.IsReadOnly = true);

        (await readOnly.SendAsync(method, path, "{}")).Refusal.Should().Be((403, "read_only"));
        (await host.SendAsync(method, path, "{}", static request => request.Headers.Remove("X-GraphRuntime-Studio"))).Refusal.Should().Be((403, "cross_site"));
        (await host.SendAsync(method, path, "{}", static request => request.Headers.Add("Origin", "http://evil.example"))).Refusal.Should().Be((403, "cross_site"));
        (await host.SendAsync(method, path, "{}", static request => request.Headers.Add("Origin", "null"))).Refusal.Should().Be((403, "cross_site"));
        (await host.SendAsync("GET", method == "GET" ? path : "info")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_own_page_may_write()
    {
        await using var host = await StudioHost.StartAsync();

        var answer = await host.SendAsync("POST", "threads", "{}", request => request.Headers.Add("Origin", host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)));

        answer.Status.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_form_of_another_page_is_not_read_as_JSON()
    {
        await using var host = await StudioHost.StartAsync();

        var answer = await host.SendAsync("POST", "threads/t/session", "{}", static request => request.Content!.Headers.ContentType = new("text/plain"));

        answer.Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Bodies_are_bounded()
    {
        await using var host = await StudioHost.StartAsync(static options => options.MaxRequestBytes = 2048);

        (await host.PostAsync("threads", $$"""{"threadId":"{{new string('x', 5000)}}"}""")).Refusal.Should().Be((413, "body_too_large"));
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_when_the_studio_is_mapped()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        app.Invoking(static app => app.MapGraphRuntimeStudio(configure: static options => options.MaxSessions = 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("MaxSessions");
        app.Invoking(static app => app.MapGraphRuntimeStudio(configure: static options => options.SessionIdleTime = TimeSpan.Zero)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
