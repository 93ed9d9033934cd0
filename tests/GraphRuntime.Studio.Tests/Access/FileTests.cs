namespace GraphRuntime.Studio.Tests.Access;

/// <summary>The files of the page, and what every answer tells the browser.</summary>
public sealed class FileTests
{
    [Theory]
    [InlineData("/studio/", "text/html")]
    [InlineData("/studio/index.html", "text/html")]
    [InlineData("/studio/app.js", "text/javascript")]
    [InlineData("/studio/app.css", "text/css")]
    [InlineData("/studio/icon.svg", "image/svg+xml")]
    [InlineData("info", "application/json")]
    [InlineData("nowhere", "application/problem+json")]
    [InlineData("/studio/nowhere.js", "application/problem+json")]
    public async Task Every_answer_is_locked_down(string path, string type)
    {
        await using var host = await StudioHost.StartAsync();

        var answer = await host.GetAsync(path);

        answer.ContentType.Should().Be(type);
        answer.Headers["Content-Security-Policy"].Should().StartWith("default-src 'none'; script-src 'self'").And.Contain("frame-ancestors 'none'").And.NotContain("unsafe");
        answer.Headers["X-Content-Type-Options"].Should().Be("nosniff");
        answer.Headers["Referrer-Policy"].Should().Be("no-referrer");
        answer.Headers["Cross-Origin-Resource-Policy"].Should().Be("same-origin");
    }

    [Fact]
    public async Task The_page_is_found_without_its_slash()
    {
        await using var host = await StudioHost.StartAsync();

        var answer = await host.SendAsync("GET", "/studio?x=1");

        answer.Status.Should().Be(HttpStatusCode.Redirect);
        answer.Headers["Location"].Should().Be("/studio/?x=1");
    }

    [Fact]
    public async Task A_file_that_the_browser_has_is_not_sent_again()
    {
        await using var host = await StudioHost.StartAsync();
        var tag = (await host.GetAsync("/studio/")).Headers["ETag"];

        (await host.SendAsync("GET", "/studio/", change: request => request.Headers.Add("If-None-Match", tag))).Status.Should().Be(HttpStatusCode.NotModified);
        (await host.SendAsync("GET", "/studio/", change: request => request.Headers.Add("If-None-Match", "W/" + tag))).Status.Should().Be(HttpStatusCode.NotModified);
        (await host.SendAsync("GET", "/studio/", change: request => request.Headers.Add("If-None-Match", "\"other\""))).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/studio/../appsettings.json")]
    [InlineData("/studio/..%2f..%2fetc%2fpasswd")]
    [InlineData("/studio/%2e%2e/app.js")]
    public async Task Nothing_but_the_embedded_files_is_served(string path)
    {
        await using var host = await StudioHost.StartAsync();

        (await host.GetAsync(path)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_page_has_no_inline_script_and_no_address_of_another_place()
    {
        await using var host = await StudioHost.StartAsync();

        var page = await host.Client.GetStringAsync(new Uri("", UriKind.Relative));

        page.Should().NotContain("http://").And.NotContain("https://").And.NotContain(" style=").And.NotContain("onload=");
        page.Split("<script").Skip(1).Should().OnlyContain(static script => script.Contains("src=\"./"));
    }
}
